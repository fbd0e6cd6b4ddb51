/// The parts that all routes share, and the server on which they run.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"database", "database :: api", "database :: postgres", "validation"})
package io.omne.web;

import org.jspecify.annotations.NullMarked;
