package io.omne.memory.application.modelchange;

import io.omne.embedding.IndexedModel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a change of the model is.
///
/// @param done memories that got their vectors, those again that were edited meanwhile
/// @param left memories that have yet to get them, as far as they are listed
/// @param refused those of them that were given up, and hold the change up
/// @param perSecond how many memories a second at most; null for as many as can be
public record ModelChange(
        IndexedModel next,
        State state,
        long done,
        long left,
        long refused,
        @Nullable Integer perSecond,
        Instant startedAt) {

    public enum State {
        /// The memories are being listed.
        LISTING,
        /// Vectors are being made.
        RUNNING,
        /// Nothing is done until it is resumed.
        PAUSED,
        /// All is done but what was given up.
        BLOCKED
    }
}
