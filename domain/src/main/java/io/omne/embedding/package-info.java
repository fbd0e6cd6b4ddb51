/// Text into vectors: the embedding models, the passages a long text is cut into, the index of their vectors,
/// and the change of the model.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "access",
            "database",
            "database :: api",
            "events",
            "events :: api",
            "jobs",
            "jobs :: api",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.embedding;

import org.jspecify.annotations.NullMarked;
