package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The progress of a change of the model.
///
/// @param done how many texts got their vectors; a text that was edited meanwhile counts again
/// @param left how many listed texts still need vectors
/// @param refused how many of these were given up and block the change
/// @param perSecond the most texts in a second, over all instances; null for no limit
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
        /// The texts are being embedded.
        RUNNING,
        /// The change is paused until it is resumed.
        PAUSED,
        /// All texts are done except those that were given up.
        BLOCKED
    }
}
