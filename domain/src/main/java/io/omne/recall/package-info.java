/// Recall: the search of a user's memories, by meaning and by words, in one ranking.
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
            "memory",
            "memory :: api",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.recall;

import org.jspecify.annotations.NullMarked;
