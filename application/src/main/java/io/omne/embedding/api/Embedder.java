package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.List;

/// Text into vectors. Blocks: it computes, or waits for a provider. Safe to call from several threads at once.
///
/// Whether the provider answers is remembered for each indexed model: a new change to a model whose provider failed
/// in an earlier change starts afresh.
public interface Embedder {

    /// Whether it is worth asking the model now. A provider that was left alone for a while is tried first, by
    /// one caller, with a text of no importance.
    boolean isAnswering(IndexedModel model);

    /// How many texts are worth claiming for the model at once. Fewer where its provider was away when it was asked for
    /// texts, for it may be again; then more with each answer.
    int mostTexts(IndexedModel model);

    /// The vectors of each text, in the order of the texts: one for a short text, one a passage for a long
    /// one, and none for a passage that the model does not support. Memory use is bounded whatever the
    /// number and length of the texts.
    ///
    /// Other texts wait meanwhile, so a remote model has a few seconds; `embedAlone` gives it more.
    ///
    /// When a call fails, whatever the failure, the provider is asked for the vectors of a text of no importance.
    /// Where it gives them, it is there, and one of the texts is at fault: none has vectors then, and to find which
    /// it is they are asked for one by one. Where a call was given up and the provider takes longer for a text of
    /// no importance and the same length, it is slow: the next call has more time.
    ///
    /// @throws EmbeddingUnavailable when the provider is away or slow for any text, or is left alone because it was
    ///     away, or the thread was interrupted: no fault of the texts
    /// @throws TextRefused when the provider refuses one of the texts
    /// @throws ModelFault when its answer is of no use
    /// @throws ProviderError when it gives no answer, or too late, or one that says it failed
    List<EmbeddedText> embed(IndexedModel model, List<String> texts);

    /// The vectors of one text, for which the model has all the time that a call may take.
    ///
    /// @throws NotEmbedded as for `embed`
    EmbeddedText embedAlone(IndexedModel model, String text);
}
