/// Memories: their events, how they change, how they are listed and embedded.
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
            "events :: postgres",
            "jobs",
            "jobs :: api",
            "jobs :: micrometer",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.memory;

import org.jspecify.annotations.NullMarked;
