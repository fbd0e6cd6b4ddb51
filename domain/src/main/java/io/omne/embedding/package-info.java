/// The embedding of texts: the embedding models, the passages of long texts, the index of their vectors, and the
/// change of the model.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "access",
            "database",
            "database :: api",
            "database :: postgres",
            "events",
            "events :: api",
            "jobs",
            "jobs :: api",
            "providers :: api",
            "providers :: http",
            "validation",
            "web",
            "web :: openapi",
            "web :: problem",
            "web :: request"
        })
package io.omne.embedding;

import org.jspecify.annotations.NullMarked;
