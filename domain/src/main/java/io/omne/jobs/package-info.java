/// Long and periodic work, on one instance at a time, and the loops of an instance.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"database", "database :: api", "database :: postgres", "validation"})
package io.omne.jobs;

import org.jspecify.annotations.NullMarked;
