package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.application.reading.MemoryViews.Unlisted;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads lists that show what their owner wrote before the request. A request waits only for the owner's own
/// earlier writes: writes of other users and later writes of the owner do not delay it.
@Component
class ReadYourWrites {

    /// The longest wait. After it, the list is answered as stale.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private final MemoryViews views;

    ReadYourWrites(MemoryViews views) {
        this.views = views;
    }

    Mono<MemoryPage> list(ListMemories query) {
        return views.unlisted(query.owner())
                .flatMap(unlisted -> awaitListed(query.owner(), unlisted))
                .defaultIfEmpty(true)
                .flatMap(isCurrent -> views.list(query).map(page -> page.stale(!isCurrent)));
    }

    private Mono<Boolean> awaitListed(UserId owner, Unlisted unlisted) {
        return Mono.defer(() -> views.hasListed(owner, unlisted))
                .filter(Boolean::booleanValue)
                .repeatWhenEmpty(tries -> tries.delayUntil(round -> Mono.delay(pause(round))))
                .flatMap(_ -> views.unlisted(owner).map(left -> !left.blocked()).defaultIfEmpty(true))
                .timeout(PATIENCE)
                .onErrorReturn(TimeoutException.class, false);
    }

    private static Duration pause(long round) {
        Duration pause = FIRST_PAUSE.multipliedBy(round + 1);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
