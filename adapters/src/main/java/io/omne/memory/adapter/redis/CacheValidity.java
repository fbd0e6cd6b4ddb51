package io.omne.memory.adapter.redis;

import io.lettuce.core.event.connection.DisconnectedEvent;
import io.lettuce.core.resource.ClientResources;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.application.reading.CacheEpoch;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/// Whether this instance may believe what Redis holds, and under which stamp: that of an epoch and of a run of
/// Redis.
///
/// Any failure, and any lost connection, ends the trust: a write on this or another instance may have been
/// unable to drop what it made stale. Whoever could not tell Redis of a write has moved the epoch before it
/// acknowledged the write; so, once Redis answers again, reading the epoch anew is enough to know what not
/// to believe. And a Redis that was started anew, or took the place of another, may have forgotten what it was
/// told last: nothing from before is believed.
@Component
class CacheValidity implements LoopOwner {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /// An epoch that could not be read again for so long is not believed any more.
    private static final Duration BELIEVED = PAUSE.multipliedBy(2);

    /// While nobody has read a view for so long, the epoch is not read either. Whoever comes next passes the cache by.
    private static final long UNUSED = Duration.ofSeconds(10).toNanos();

    /// Between two lines of the log, however often Redis comes and goes.
    private static final long LOG_PAUSE = Duration.ofMinutes(1).toNanos();

    private static final Logger log = LoggerFactory.getLogger(CacheValidity.class);

    private static final LoopSettings SETTINGS =
            new LoopSettings(log, "cache-validity", "whether cached views may be believed is not known", PAUSE);

    private final ReactiveStringRedisTemplate redis;
    private final CacheEpoch epochs;
    private final ClientResources resources;
    private final Loop loop;
    private final AtomicBoolean owesAdvance = new AtomicBoolean();
    private final AtomicLong lossLoggedAt = new AtomicLong(System.nanoTime() - LOG_PAUSE);
    private final AtomicLong delayLoggedAt = new AtomicLong(System.nanoTime() - LOG_PAUSE);

    /// Whether the log is to say that Redis is used.
    private final AtomicBoolean unused = new AtomicBoolean(true);

    private Disposable disconnections = Disposables.disposed();
    private final AtomicLong losses = new AtomicLong();
    private volatile @Nullable Belief belief;
    private volatile long askedNanos = System.nanoTime();

    /// Whether the epoch was read when it was wanted last.
    private volatile boolean gained;

    CacheValidity(ReactiveStringRedisTemplate redis, CacheEpoch epochs, ClientResources resources, Loops loops) {
        this.redis = redis;
        this.epochs = epochs;
        this.resources = resources;
        this.loop = loops.loop(SETTINGS, () -> {
            gainIfUsed();
            return PAUSE;
        });
    }

    @Override
    public Loop loop() {
        return loop;
    }

    private record Belief(String stamp, long untilNanos) {

        boolean stands() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    /// The stamp of entries that may be believed; null when none may.
    @Nullable
    String stamp() {
        boolean resumes = isUnused();
        askedNanos = System.nanoTime();
        if (resumes) {
            loop.wake();
        }
        Belief current = belief;
        return current != null && current.stands() ? current.stamp() : null;
    }

    private boolean isUnused() {
        return System.nanoTime() - askedNanos > UNUSED;
    }

    void lose(Throwable reason) {
        losses.incrementAndGet();
        gained = false;
        if (belief != null) {
            boolean due = isDue(lossLoggedAt);
            unused.compareAndSet(false, due);
            log.atLevel(due ? Level.WARN : Level.DEBUG)
                    .log(
                            "cached views are passed by until Redis and the epoch can be read again: {}",
                            reason.toString());
        }
        belief = null;
    }

    /// Call when Redis could not be told of a write, before the write is acknowledged.
    void disown() {
        losses.incrementAndGet();
        belief = null;
        try {
            epochs.advance();
        } catch (RuntimeException e) {
            log.atLevel(isDue(delayLoggedAt) ? Level.WARN : Level.DEBUG)
                    .log("the cache epoch is moved later: {}", e.toString());
            owesAdvance.set(true);
        }
    }

    private static boolean isDue(AtomicLong loggedAt) {
        long now = System.nanoTime();
        long before = loggedAt.get();
        return now - before >= LOG_PAUSE && loggedAt.compareAndSet(before, now);
    }

    @Override
    public void start() {
        disconnections = resources
                .eventBus()
                .get()
                .ofType(DisconnectedEvent.class)
                .subscribe(event -> lose(new IllegalStateException("the connection was lost")));
        gain();
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
        disconnections.dispose();
    }

    /// After the web server, whose last writes still tell Redis, and before the connections to Redis.
    @Override
    public int getPhase() {
        return 1;
    }

    /// Redis is asked in any case: its connections end when they are silent.
    private void gainIfUsed() {
        if (!isUnused() || !gained || owesAdvance.get()) {
            gain();
            return;
        }
        try {
            run();
        } catch (RuntimeException | Error e) {
            lose(e);
        }
    }

    /// First Redis, then the epoch: the other way round, a write between the two could fail to tell Redis
    /// and still be believed. A loss meanwhile makes what was read worthless.
    private void gain() {
        long lost = losses.get();
        long began = System.nanoTime();
        try {
            String run = run();
            if (owesAdvance.getAndSet(false)) {
                disown();
                return;
            }
            var current = new Belief(epochs.current() + " " + run, began + BELIEVED.toNanos());
            if (belief == null && unused.getAndSet(false)) {
                log.info("Redis is used as cache");
            }
            belief = current;
            gained = losses.get() == lost;
            if (!gained) {
                belief = null;
            }
        } catch (RuntimeException | Error e) {
            lose(e);
        }
    }

    /// Another one with every start of Redis, and on every server of a cluster, which tells those of all.
    private String run() {
        Properties server = Objects.requireNonNull(
                redis.execute(connection -> connection.serverCommands().info("server"))
                        .blockLast(RedisConfiguration.LONGEST_ANSWER));
        return server.stringPropertyNames().stream()
                .filter(name -> name.endsWith("run_id"))
                .sorted()
                .map(server::getProperty)
                .collect(Collectors.joining(","));
    }
}
