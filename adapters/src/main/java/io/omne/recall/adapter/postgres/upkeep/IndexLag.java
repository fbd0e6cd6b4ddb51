package io.omne.recall.adapter.postgres.upkeep;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.ProcessorPositions;
import io.omne.events.api.ProcessorPositions.Position;
import io.omne.memory.MemoryKey;
import io.omne.recall.application.RecallJobs;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/// Waits for the projector, as long as it makes progress.
@Component
class IndexLag {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final AggregateEvents events;
    private final ProcessorPositions positions;

    IndexLag(AggregateEvents events, ProcessorPositions positions) {
        this.events = events;
        this.positions = positions;
    }

    /// @param patience how long the projector may make no progress
    /// @param look called while waiting; its exceptions end the wait
    /// @return whether the projector has passed the events that these memories have now, and could handle them
    boolean await(Collection<MemoryKey> memories, Duration patience, Runnable look) {
        var ids = memories.stream().map(it -> it.id().toString()).toList();
        long last = events.lastPositions(ids).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        long began = System.nanoTime();
        long moved = began;
        Position position = positions.of(RecallJobs.PROCESSOR);
        while (!position.hasPassed(last)
                && System.nanoTime() - moved < patience.toNanos()
                && System.nanoTime() - began < LONGEST.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            look.run();
            Position now = positions.of(RecallJobs.PROCESSOR);
            moved = now.equals(position) ? moved : System.nanoTime();
            position = now;
        }
        return position.hasPassed(last)
                && positions.deadLetters(RecallJobs.PROCESSOR, ids).isEmpty();
    }
}
