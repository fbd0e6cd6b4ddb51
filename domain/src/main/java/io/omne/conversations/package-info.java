/// Conversations: messages come in word for word, and memories are made of what they tell.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "access",
            "access :: api",
            "database",
            "database :: api",
            "database :: postgres",
            "events",
            "events :: api",
            "events :: axon",
            "events :: postgres",
            "jobs",
            "jobs :: api",
            "jobs :: micrometer",
            "memory",
            "memory :: api",
            "providers :: api",
            "providers :: http",
            "recall :: api",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.conversations;

import org.jspecify.annotations.NullMarked;
