package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextSpan;
import java.util.List;

/// Finds out again where the passages of a text are, for vectors that were stored without it.
public interface PassageSpans {

    /// The passages of the text that the model gives vectors for, in their order. Computes for some milliseconds if
    /// the text is long; blocks if the model is not loaded.
    List<TextSpan> of(IndexedModel model, String text);
}
