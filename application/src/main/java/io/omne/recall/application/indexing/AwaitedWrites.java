package io.omne.recall.application.indexing;

import io.omne.access.UserId;
import io.omne.events.api.PendingEvents;
import io.omne.events.api.PendingEvents.Pending;
import io.omne.events.api.ProcessorWakeUp;
import io.omne.recall.application.IndexedWrites;
import io.omne.recall.application.RecallJobs;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Waits for the events of the user that the projector has not handled when the search begins.
@Component
class AwaitedWrites implements IndexedWrites {

    /// The longest wait. After it, the search is answered as stale.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private final PendingEvents events;
    private final ProcessorWakeUp wakeUp;

    AwaitedWrites(PendingEvents events, ProcessorWakeUp wakeUp) {
        this.events = events;
        this.wakeUp = wakeUp;
    }

    @Override
    public Mono<Boolean> await(UserId owner) {
        return pending(owner)
                .flatMap(first -> first.positions().isEmpty()
                        ? Mono.just(!first.isBlocked())
                        : awaitHandled(owner, first.positions()));
    }

    private Mono<Pending> pending(UserId owner) {
        return events.of(RecallJobs.PROCESSOR, owner.value(), WordProjector.TYPES);
    }

    private Mono<Boolean> awaitHandled(UserId owner, Set<Long> positions) {
        return Mono.fromRunnable(() -> wakeUp.wake(RecallJobs.PROCESSOR))
                .then(Mono.defer(() -> pending(owner)))
                .filter(left -> Collections.disjoint(left.positions(), positions))
                .repeatWhenEmpty(tries -> tries.delayUntil(round -> Mono.delay(pause(round))))
                .map(left -> !left.isBlocked())
                .timeout(PATIENCE)
                .onErrorReturn(TimeoutException.class, false);
    }

    private static Duration pause(long round) {
        Duration pause = FIRST_PAUSE.multipliedBy(round + 1);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
