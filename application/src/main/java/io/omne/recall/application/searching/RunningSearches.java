package io.omne.recall.application.searching;

import io.omne.access.UserId;
import io.omne.recall.api.TooManySearches;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Limits how many searches run at once, so that those of one user do not slow down everybody else.
@Component
class RunningSearches {

    private final SearchSettings settings;
    private final Semaphore instance;
    private final ConcurrentMap<UserId, Integer> users = new ConcurrentHashMap<>();

    RunningSearches(SearchSettings settings) {
        this.settings = settings;
        this.instance = new Semaphore(settings.perInstance());
    }

    /// The search, or {@link TooManySearches}. A search that is cancelled makes room as one that ends. There is
    /// room before its result is passed on: a client may send the next search as soon as it has the answer.
    <T> Mono<T> limited(UserId owner, Mono<T> search) {
        return Mono.using(() -> enter(owner), _ -> search, _ -> leave(owner), true);
    }

    private UserId enter(UserId owner) {
        if (!instance.tryAcquire()) {
            throw new TooManySearches("The server has too many searches at once.");
        }
        boolean isFree = users.merge(owner, 1, Integer::sum) <= settings.perUser();
        if (!isFree) {
            leave(owner);
            throw new TooManySearches("At most %d searches of a user run at once.".formatted(settings.perUser()));
        }
        return owner;
    }

    private void leave(UserId owner) {
        users.computeIfPresent(owner, (_, running) -> running == 1 ? null : running - 1);
        instance.release();
    }
}
