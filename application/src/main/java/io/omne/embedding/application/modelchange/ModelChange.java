package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a change of the model is.
///
/// @param done texts that got their vectors, those again that were edited meanwhile
/// @param left texts that have yet to get them, as far as they are listed
/// @param refused those of them that were given up, and hold the change up
/// @param perSecond how many texts a second at most; null for as many as can be
public record ModelChange(
        IndexedModel next,
        State state,
        long done,
        long left,
        long refused,
        @Nullable Integer perSecond,
        Instant startedAt) {

    public enum State {
        /// The texts are being listed.
        LISTING,
        /// Vectors are being made.
        RUNNING,
        /// Nothing is done until it is resumed.
        PAUSED,
        /// All is done but what was given up.
        BLOCKED
    }
}
