package io.omne.embedding.api;

import reactor.core.publisher.Mono;

/// Turns questions into vectors of the serving model, for {@link VectorSearch}. Vectors are cached; the text of a
/// question is never logged.
public interface QueryEmbedder {

    /// The vector of a question. A long question is not cut off: its vector is the mean of the vectors of its
    /// parts. Takes two seconds at most, and fails at once while the provider is unavailable. Does not block; the
    /// call of a remote model ends if the subscriber cancels.
    ///
    /// Fails with {@link NotEmbedded}: with {@link EmbeddingUnavailable} if the model is away or too slow, with
    /// {@link TextRefused} if the provider refuses the question or the model knows hardly any of its words, and
    /// with {@link ModelFault} if the answer is unusable. Never empty.
    Mono<QueryVector> embed(String question);
}
