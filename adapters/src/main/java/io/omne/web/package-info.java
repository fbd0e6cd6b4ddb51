/// What every route is made with, and the server that it runs on.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"database", "database :: api", "database :: postgres", "validation"})
package io.omne.web;

import org.jspecify.annotations.NullMarked;
