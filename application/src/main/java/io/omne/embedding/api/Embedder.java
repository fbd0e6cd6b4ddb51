package io.omne.embedding.api;

import io.omne.embedding.ModelSpec;
import java.util.List;

/// Text into vectors. Blocks: it computes, or waits for a provider. Safe to call from several threads at once.
public interface Embedder {

    /// Whether it is worth asking the model now. A provider that was left alone for a while is tried first, by
    /// one caller, with a text of no importance.
    boolean isAnswering(ModelSpec model);

    /// The vectors of each text, in the order of the texts: one for a short text, one a passage for a long
    /// one, and none for a passage that the model does not support. Memory use is bounded whatever the
    /// number and length of the texts.
    ///
    /// @throws EmbeddingUnavailable when the provider is away, or is left alone because it was
    /// @throws TextRefused when the provider refuses one of the texts: none has vectors then, and to
    ///     find which it was they are asked for one by one
    /// @throws ModelFault when the answer is of no use
    List<EmbeddedText> embed(ModelSpec model, List<String> texts);
}
