package io.omne.events.api;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/// The stored positions of event processors, which all instances share. Blocks, and takes part in the current
/// transaction.
public interface ProcessorPositions {

    Position of(String processor);

    /// Selects those of the aggregates that have an event which the processor could not handle.
    Set<String> deadLetters(String processor, Collection<String> aggregates);

    /// The position of a processor in each of its segments. Two positions are equal if the processor has not moved.
    ///
    /// @param tokens null for a segment that has not begun
    record Position(List<@Nullable TrackingToken> tokens) {

        /// Whether the processor has handled the event with this position, or never will.
        public boolean hasPassed(long position) {
            return !tokens.isEmpty() && tokens.stream().allMatch(token -> hasPassed(token, position));
        }

        private static boolean hasPassed(@Nullable TrackingToken token, long position) {
            return token != null
                    && token.position().orElse(0) >= position
                    && !(token instanceof GapAwareTrackingToken aware
                            && aware.getGaps().contains(position));
        }
    }
}
