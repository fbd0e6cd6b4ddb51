package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.events.api.EventLog;
import io.omne.events.api.EventLog.Owners;
import io.omne.events.api.NewEvents;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
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

/// Looks for new events when it is notified that there may be some, once for all streams of this instance, and
/// wakes the streams whose owner has some. While no stream is open it does not look.
@Component
class EventWatch implements LoopOwner {

    /// The pause after a look that found something, because more may have come meanwhile.
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// The longest pause, in case no notification comes.
    private static final Duration PAUSE_WITHOUT_NOTIFICATION = Duration.ofSeconds(5);

    private static final Duration PAUSE_WITHOUT_WATCHERS = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /// How long a stop waits for a look at the event store at most.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    private static final LoopSettings SETTINGS = new LoopSettings(
                    LoggerFactory.getLogger(EventWatch.class),
                    "event-watch",
                    "events are not followed",
                    PAUSE_AFTER_FAILURE)
            .stoppingWithin(Duration.ZERO, LONGEST_STOP);

    private final EventLog eventLog;
    private final StreamedTypes types;
    private final Loop loop;
    private final Queue<Watcher> newWatchers = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<UserId, Set<Watcher>> watchers = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> end = Sinks.empty();
    private volatile boolean restarted;
    private long highWaterMark;

    EventWatch(EventLog eventLog, NewEvents newEvents, StreamedTypes types, Loops loops) {
        this.eventLog = eventLog;
        this.types = types;
        this.loop = loops.loop(SETTINGS, this::round);
        newEvents.listen(loop::wake);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    /// How far the events of an owner may be read: one value at once, and another whenever there are new ones. A
    /// subscriber that is slow gets the latest value only. Fails if the event store is not available at the start.
    /// Later it waits for the event store.
    Flux<Available> watch(UserId owner) {
        return Flux.create(
                sink -> {
                    var watcher = new Watcher(owner, sink);
                    sink.onDispose(() -> leave(watcher));
                    newWatchers.add(watcher);
                    loop.wake();
                },
                OverflowStrategy.LATEST);
    }

    /// Completes when the instance is about to stop.
    Mono<Void> end() {
        return end.asMono();
    }

    /// @param start the high-water mark at the start of the watch: not below the position of any event that was
    ///     committed before, unless transactions are running that have to be waited for
    /// @param highWaterMark the position up to which the owner's events may be read
    record Available(long start, long highWaterMark) {}

    private static final class Watcher {

        private final UserId owner;
        private final FluxSink<Available> sink;
        private long start;

        Watcher(UserId owner, FluxSink<Available> sink) {
            this.owner = owner;
            this.sink = sink;
        }

        void start(long highWaterMark) {
            start = highWaterMark;
            send(highWaterMark);
        }

        void send(long highWaterMark) {
            sink.next(new Available(start, highWaterMark));
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

    /// Stops before the web server, which would wait for the streams to end.
    @Override
    public void stop() {
        end.tryEmitEmpty();
        loop.stop();
    }

    /// @return the pause until the next look
    private Duration round() {
        var joining = new ArrayList<Watcher>();
        for (Watcher next = newWatchers.poll(); next != null; next = newWatchers.poll()) {
            joining.add(next);
        }
        long before = highWaterMark;
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
            it.start(highWaterMark);
        });
        if (watchers.isEmpty()) {
            return PAUSE_WITHOUT_WATCHERS;
        }
        return highWaterMark != before ? PAUSE : PAUSE_WITHOUT_NOTIFICATION;
    }

    private void look() {
        if (watchers.isEmpty()) {
            highWaterMark = currentHighWaterMark();
            return;
        }
        if (restarted) {
            checkForLostEvents();
            restarted = false;
        }
        Owners found = eventLog.ownersAfter(types.all(), highWaterMark);
        highWaterMark = found.highWaterMark();
        for (UUID owner : found.owners()) {
            watchers.getOrDefault(new UserId(owner), Set.of()).forEach(it -> it.send(highWaterMark));
        }
    }

    private long currentHighWaterMark() {
        return eventLog.highWaterMark(() -> {});
    }

    /// A server that took the place of another may lack its last events, and gives their positions to others.
    /// Streams that are past these positions end, because they would miss the new events.
    private void checkForLostEvents() {
        long now = currentHighWaterMark();
        if (now < highWaterMark) {
            highWaterMark = now;
            watchers.values().stream().flatMap(Set::stream).forEach(it -> it.sink.complete());
        }
    }
}
