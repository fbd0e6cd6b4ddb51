package io.omne.events.api;

import io.omne.events.api.ProcessorPositions.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/// Waits for an event processor, as long as it makes progress, before a read model is said to differ. Blocks.
public final class ProcessorLag {

    /// How long the processor may make no progress, until it is known to lag.
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final AggregateEvents events;
    private final ProcessorPositions positions;
    private final String processor;
    private boolean isKnown;

    /// @param processor its name
    public ProcessorLag(AggregateEvents events, ProcessorPositions positions, String processor) {
        this.events = events;
        this.positions = positions;
        this.processor = processor;
    }

    /// Once the processor is known to lag, it is not waited for any more.
    ///
    /// @param look called while waiting; its exceptions end the wait
    /// @return whether the processor has passed the events that these aggregates have now, and could handle them
    public boolean await(Collection<String> aggregates, Runnable look) {
        boolean isCurrent = await(aggregates, isKnown ? Duration.ZERO : PATIENCE, look);
        isKnown |= !isCurrent;
        return isCurrent;
    }

    private boolean await(Collection<String> aggregates, Duration patience, Runnable look) {
        long last = events.lastPositions(aggregates).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        long began = System.nanoTime();
        long moved = began;
        Position position = positions.of(processor);
        while (!position.hasPassed(last)
                && System.nanoTime() - moved < patience.toNanos()
                && System.nanoTime() - began < LONGEST.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            look.run();
            Position now = positions.of(processor);
            moved = now.equals(position) ? moved : System.nanoTime();
            position = now;
        }
        return position.hasPassed(last)
                && positions.deadLetters(processor, aggregates).isEmpty();
    }
}
