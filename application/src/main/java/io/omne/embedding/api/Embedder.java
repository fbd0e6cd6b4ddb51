package io.omne.embedding.api;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import java.util.List;

/// Text into vectors, by the model in use. Blocks: it computes, or waits for a provider.
public interface Embedder {

    /// The model in use.
    ModelName model();

    /// The vectors of each text, in the order of the texts: one for a short text, one a passage for a long
    /// one. Safe to call from several threads at once. Memory use is bounded whatever the number and length
    /// of the texts.
    ///
    /// @throws EmbeddingUnavailable when the model did not answer; which text it was about is not known
    List<List<Vector>> embed(List<String> texts);
}
