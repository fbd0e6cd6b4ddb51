package io.omne.events.api;

import io.omne.events.api.PendingEvents.Pending;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/// Waits until a processor has handled what an owner wrote, so that its read model shows it. Never blocks.
public final class HandledEvents {

    /// The longest wait.
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private final PendingEvents events;
    private final ProcessorWakeUp wakeUp;
    private final String processor;
    private final Set<Class<?>> types;

    /// @param types the types of events that the processor handles
    public HandledEvents(PendingEvents events, ProcessorWakeUp wakeUp, String processor, Set<Class<?>> types) {
        this.events = events;
        this.wakeUp = wakeUp;
        this.processor = processor;
        this.types = types;
    }

    /// Waits at most {@link #PATIENCE} for the owner's acknowledged writes, on any instance. Later writes and those of
    /// other owners do not delay it.
    ///
    /// @return whether all these writes are handled; otherwise what the read model answers is stale
    public Mono<Boolean> await(UUID owner) {
        return pending(owner)
                .flatMap(first -> first.positions().isEmpty()
                        ? Mono.just(!first.isBlocked())
                        : awaitHandled(owner, first.positions()));
    }

    private Mono<Pending> pending(UUID owner) {
        return events.of(processor, owner, types);
    }

    private Mono<Boolean> awaitHandled(UUID owner, Set<Long> positions) {
        return Mono.fromRunnable(() -> wakeUp.wake(processor))
                .then(Mono.defer(() -> pending(owner)))
                .filter(left -> Collections.disjoint(left.positions(), positions))
                .repeatWhenEmpty(tries -> tries.delayUntil(round -> Mono.delay(pause(round))))
                .map(left -> !left.isBlocked())
                .timeout(PATIENCE)
                .onErrorReturn(TimeoutException.class, false);
    }

    /// The pause before another look.
    ///
    /// @param round from 0
    public static Duration pause(long round) {
        Duration pause = FIRST_PAUSE.multipliedBy(round + 1);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
