package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.events.api.NewEvents;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.application.streaming.EventFeed.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Looks for new events when it is told that there may be some, once for all who watch on this instance, and wakes
/// those whose owner has some. While nobody watches it does not look.
@Component
class EventWatch implements LoopOwner {

    /// After a look that found something: more may be there that had to wait for it.
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// Should nobody tell of new events.
    private static final Duration PAUSE_UNTOLD = Duration.ofSeconds(5);

    private static final Duration PAUSE_ALONE = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /// For a look at the event store to end. It is not worth a slower end.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final LoopSettings SETTINGS = new LoopSettings(
                    LoggerFactory.getLogger(EventWatch.class),
                    "event-watch",
                    "events are not followed",
                    PAUSE_AFTER_FAILURE)
            .stoppingWithin(Duration.ZERO, PATIENCE);

    private final EventFeed feed;
    private final Loop loop;
    private final Queue<Watcher> newcomers = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<UserId, Set<Watcher>> watchers = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private volatile boolean restarted;
    private long settled;

    EventWatch(EventFeed feed, NewEvents newEvents, Loops loops) {
        this.feed = feed;
        this.loop = loops.loop(SETTINGS, this::round);
        newEvents.listen(loop::wake);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    /// How far an owner's events may be read: told at once, and whenever there is something new. Who is slow
    /// gets the latest alone. Fails where the event store is away at the start, and waits for it later.
    Flux<Reach> watch(UserId owner) {
        return Flux.create(
                sink -> {
                    var watcher = new Watcher(owner, sink);
                    sink.onDispose(() -> leave(watcher));
                    newcomers.add(watcher);
                    loop.wake();
                },
                OverflowStrategy.LATEST);
    }

    /// Completes when the instance is about to stop.
    Mono<Void> end() {
        return end.asMono();
    }

    /// @param start where the watch began: behind all that was committed before, unless it has to wait for
    ///     transactions that are under way
    /// @param settled the settled place up to which the owner's events may be read
    record Reach(long start, long settled) {}

    private static final class Watcher {

        private final UserId owner;
        private final FluxSink<Reach> sink;
        private long start;

        Watcher(UserId owner, FluxSink<Reach> sink) {
            this.owner = owner;
            this.sink = sink;
        }

        void begin(long place) {
            start = place;
            tell(place);
        }

        void tell(long settled) {
            sink.next(new Reach(start, settled));
        }
    }

    private void join(Watcher watcher) {
        watchers.compute(watcher.owner, (_, others) -> {
            Set<Watcher> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(watcher);
            return all;
        });
        if (watcher.sink.isCancelled()) {
            leave(watcher);
        }
    }

    private void leave(Watcher watcher) {
        watchers.computeIfPresent(watcher.owner, (_, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    @EventListener
    void on(DatabaseStateChanged change) {
        restarted |= change.restarted();
        loop.wake();
    }

    /// Before the web server, which would wait for the streams to end.
    @Override
    public void stop() {
        end.tryEmitEmpty();
        loop.stop();
    }

    /// @return the pause until the next look
    private Duration round() {
        var joining = new ArrayList<Watcher>();
        for (Watcher next = newcomers.poll(); next != null; next = newcomers.poll()) {
            joining.add(next);
        }
        long before = settled;
        try {
            if (!joining.isEmpty() || !watchers.isEmpty()) {
                look();
            }
        } catch (RuntimeException | Error e) {
            joining.forEach(it -> it.sink.error(e));
            throw e;
        }
        joining.forEach(it -> {
            join(it);
            it.begin(settled);
        });
        return watchers.isEmpty() ? PAUSE_ALONE : settled != before ? PAUSE : PAUSE_UNTOLD;
    }

    private void look() {
        if (watchers.isEmpty()) {
            settled = feed.settled();
            return;
        }
        if (restarted) {
            lookBack();
            restarted = false;
        }
        News news = feed.after(settled);
        settled = news.settled();
        for (UserId owner : news.owners()) {
            watchers.getOrDefault(owner, Set.of()).forEach(it -> it.tell(settled));
        }
    }

    /// What a server has lost that another took the place of, its successor gives again to other events. Streams that
    /// had come further end, for they would miss these.
    private void lookBack() {
        long now = feed.settled();
        if (now < settled) {
            settled = now;
            watchers.values().stream().flatMap(Set::stream).forEach(it -> it.sink.complete());
        }
    }
}
