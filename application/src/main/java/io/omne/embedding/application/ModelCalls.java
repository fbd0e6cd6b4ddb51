package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.TextRefused;
import java.time.Duration;

/// Receives the outcomes of calls of embedding models, for metrics. Does not block.
public interface ModelCalls {

    /// A call has ended. A remote model may have made several requests for it.
    void ended(ModelSpec model, Outcome outcome, Duration took);

    /// A model has returned the vectors of some passages.
    ///
    /// @param tokens counted as in {@link EmbeddingModel#tokenEnds}
    /// @param characters counted in `char`s, so that a surrogate pair counts as two
    void embedded(ModelSpec model, int passages, long tokens, long characters);

    enum Outcome {
        OK,
        /// The provider was unavailable.
        AWAY,
        /// The provider was too busy.
        BUSY,
        /// The provider refused the credentials.
        UNAUTHORIZED,
        /// The provider redirected, or knew no such address or model.
        MISCONFIGURED,
        /// The provider refused a text.
        REFUSED,
        /// Anything else, such as an invalid answer.
        FAULT;

        /// The outcome of a call that threw this.
        static Outcome of(Throwable thrown) {
            return switch (thrown) {
                case EmbeddingUnavailable e ->
                    switch (e.reason()) {
                        case AWAY -> AWAY;
                        case BUSY -> BUSY;
                        case UNAUTHORIZED -> UNAUTHORIZED;
                        case MISCONFIGURED -> MISCONFIGURED;
                    };
                case TextRefused _ -> REFUSED;
                default -> FAULT;
            };
        }
    }
}
