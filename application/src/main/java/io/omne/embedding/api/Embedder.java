package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.List;

/// Turns texts into vectors. Blocks while it computes, or waits for a provider. Safe to call from several threads
/// at once.
///
/// The availability of the provider is recorded for each indexed model: if its provider failed in an earlier change
/// of the model, a new change to the same model does not start with that failure.
public interface Embedder {

    /// Whether the model can be called now. If a pause of its provider is over, one caller first tries the provider
    /// with a probe.
    boolean isAnswering(IndexedModel model);

    /// The most texts to claim for the model at once. Lower after the provider was unavailable for a call with
    /// texts, because it may fail again; it grows again with each answer.
    int mostTexts(IndexedModel model);

    /// Returns the vectors of each text, in the order of the texts: one for a short text, one for each passage of a
    /// long text, and none for a passage that the model does not support. Memory use is bounded, whatever the
    /// number and length of the texts.
    ///
    /// Other texts wait meanwhile, so a remote model has only a few seconds; `embedAlone` gives it more time.
    ///
    /// If a call fails, whatever the failure, a probe asks the provider for the vectors of a harmless text. If the
    /// probe succeeds, the provider is available and one of the texts is at fault: none of the texts gets vectors,
    /// and the caller must embed them one by one to find out which one it is. If the call timed out and the probe,
    /// with a text of about the same length, takes even longer, the provider is slow: the next call has more time.
    ///
    /// @throws EmbeddingUnavailable if the provider is unavailable or slow for any text, or is not called because
    ///     of a pause, or the thread was interrupted: not a fault of the texts
    /// @throws TextRefused if the provider refuses one of the texts
    /// @throws ModelFault if the answer is unusable
    /// @throws ProviderError if the provider does not answer these texts in time, or answers with an error
    List<EmbeddedText> embed(IndexedModel model, List<String> texts);

    /// Returns the vectors of one text. The model may use all the time that a call may take.
    ///
    /// @throws NotEmbedded as for `embed`
    EmbeddedText embedAlone(IndexedModel model, String text);
}
