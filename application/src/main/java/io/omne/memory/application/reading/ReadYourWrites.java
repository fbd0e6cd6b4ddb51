package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.events.api.HandledEvents;
import io.omne.events.api.ProcessorWakeUp;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.reading.MemoryViews.Unlisted;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads lists and selections that show what their owner wrote before the request. A request waits only for the
/// owner's own earlier writes: writes of other users and later writes of the owner do not delay it.
@Component
class ReadYourWrites {

    /// The longest wait. After it, the answer is stale.
    static final Duration PATIENCE = HandledEvents.PATIENCE;

    private final MemoryViews views;
    private final ProcessorWakeUp wakeUp;

    ReadYourWrites(MemoryViews views, ProcessorWakeUp wakeUp) {
        this.views = views;
        this.wakeUp = wakeUp;
    }

    Mono<MemoryPage> list(ListMemories query) {
        return isCurrent(query.owner()).flatMap(isCurrent -> views.list(query).map(page -> page.stale(!isCurrent)));
    }

    Mono<SelectedMemories> select(SelectMemories query) {
        return isCurrent(query.owner())
                .flatMap(isCurrent -> views.select(query).map(selected -> selected.stale(!isCurrent)));
    }

    private Mono<Boolean> isCurrent(UserId owner) {
        return views.unlisted(owner)
                .flatMap(unlisted -> awaitListed(owner, unlisted))
                .defaultIfEmpty(true);
    }

    private Mono<Boolean> awaitListed(UserId owner, Unlisted unlisted) {
        return Mono.fromRunnable(() -> wakeUp.wake(MemoryJobs.LIST_PROCESSOR))
                .then(Mono.defer(() -> views.hasListed(owner, unlisted)))
                .filter(Boolean::booleanValue)
                .repeatWhenEmpty(tries -> tries.delayUntil(round -> Mono.delay(HandledEvents.pause(round))))
                .flatMap(_ -> views.unlisted(owner).map(left -> !left.blocked()).defaultIfEmpty(true))
                .timeout(PATIENCE)
                .onErrorReturn(TimeoutException.class, false);
    }
}
