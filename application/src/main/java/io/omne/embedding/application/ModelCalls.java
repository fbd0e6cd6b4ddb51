package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.TextRefused;
import java.time.Duration;

/// What becomes of the calls of embedding models, told to whoever measures it. Does not block.
public interface ModelCalls {

    /// A call has come to its end. A remote model may have made several requests for it.
    void ended(ModelSpec model, Outcome outcome, Duration took);

    /// A model has given the vectors of some passages.
    ///
    /// @param tokens as {@link EmbeddingModel#tokenEnds} counts them
    /// @param characters as Java counts them, surrogates as two
    void embedded(ModelSpec model, int passages, long tokens, long characters);

    enum Outcome {
        OK,
        /// The provider was away.
        AWAY,
        /// The provider had too much to do.
        BUSY,
        /// The provider refused the credentials.
        UNAUTHORIZED,
        /// The provider redirected, or knew no such address or model.
        MISCONFIGURED,
        /// The provider refused a text.
        REFUSED,
        /// Anything else, such as an answer that is none.
        FAULT;

        /// That of a call which threw this.
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
