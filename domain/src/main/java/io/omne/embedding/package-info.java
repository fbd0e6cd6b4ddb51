/// Text into vectors: the embedding models, the passages a long text is cut into, and the index of their
/// vectors.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"access", "events", "events :: api", "jobs", "jobs :: api", "validation"})
package io.omne.embedding;

import org.jspecify.annotations.NullMarked;
