/// A memory's life: what is remembered, how it changes, and how it comes to be embedded.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "access",
            "access :: api",
            "database",
            "database :: api",
            "database :: postgres",
            "embedding",
            "embedding :: api",
            "events",
            "events :: api",
            "events :: axon",
            "jobs",
            "jobs :: api",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.memory;

import org.jspecify.annotations.NullMarked;
