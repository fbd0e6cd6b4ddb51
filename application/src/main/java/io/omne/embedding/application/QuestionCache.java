package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import org.jspecify.annotations.Nullable;

/// Keeps the vectors of questions, within a limit of memory. Does not block; safe to call from several threads at
/// once.
public interface QuestionCache {

    /// The vector of the question; null if it is not kept.
    @Nullable
    Vector find(IndexedModel model, String question);

    void keep(IndexedModel model, String question, Vector vector);
}
