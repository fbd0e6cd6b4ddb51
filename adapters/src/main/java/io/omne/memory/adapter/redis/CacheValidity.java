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

/// Decides whether this instance may use what Redis holds, and under which stamp. The stamp consists of an epoch
/// and the run id of Redis.
///
/// After any failure and any lost connection the cache is not used: a write on this or another instance may have
/// been unable to delete the entries that it made stale. An instance that could not tell Redis of a write advances
/// the epoch before it acknowledges the write, or later if PostgreSQL fails, too. So, once Redis answers again, it
/// is enough to read the epoch anew: entries with another epoch are not used. A Redis that was restarted, or that
/// replaced another one, may have lost the last changes: entries from before are not used.
@Component
class CacheValidity implements LoopOwner {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /// How long an epoch is valid if it cannot be read again.
    private static final Duration CONFIRMED_FOR = PAUSE.multipliedBy(2);

    /// If no view is read for so long, the epoch is not read either. The next reader then bypasses the cache.
    private static final long UNUSED = Duration.ofSeconds(10).toNanos();

    /// The least time between two log messages, however often Redis fails and returns.
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

    /// Whether the next successful attempt logs that Redis is used.
    private final AtomicBoolean unused = new AtomicBoolean(true);

    private Disposable disconnections = Disposables.disposed();
    private final AtomicLong losses = new AtomicLong();
    private volatile @Nullable Confirmation confirmation;
    private volatile long askedNanos = System.nanoTime();

    /// Whether the last attempt to read the epoch succeeded.
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

    private record Confirmation(String stamp, long untilNanos) {

        boolean stands() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    /// The stamp of valid entries; null if no entry may be used.
    @Nullable
    String stamp() {
        boolean resumes = isUnused();
        askedNanos = System.nanoTime();
        if (resumes) {
            loop.wake();
        }
        Confirmation current = confirmation;
        return current != null && current.stands() ? current.stamp() : null;
    }

    private boolean isUnused() {
        return System.nanoTime() - askedNanos > UNUSED;
    }

    void lose(Throwable reason) {
        losses.incrementAndGet();
        gained = false;
        if (confirmation != null) {
            boolean due = isDue(lossLoggedAt);
            unused.compareAndSet(false, due);
            log.atLevel(due ? Level.WARN : Level.DEBUG)
                    .log(
                            "cached views are passed by until Redis and the epoch can be read again: {}",
                            reason.toString());
        }
        confirmation = null;
    }

    /// Makes all entries invalid. Call this if Redis could not be told of a write, before the write is
    /// acknowledged.
    void invalidate() {
        losses.incrementAndGet();
        confirmation = null;
        try {
            epochs.advance();
        } catch (RuntimeException e) {
            log.atLevel(isDue(delayLoggedAt) ? Level.WARN : Level.DEBUG)
                    .log("the cache epoch is moved later: {}", e.toString());
            owesAdvance.set(true);
        }
    }

    /// Makes all entries invalid at the next attempt to read the epoch. Until then, this instance uses none. Returns at
    /// once.
    void invalidateSoon() {
        losses.incrementAndGet();
        confirmation = null;
        owesAdvance.set(true);
        loop.wake();
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

    /// Stops after the web server, whose last writes still tell Redis, and before the connections to Redis.
    @Override
    public int getPhase() {
        return 1;
    }

    /// Asks Redis in any case, because silent connections are closed.
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

    /// Asks Redis first, then reads the epoch. In the other order, a write between the two could fail to tell
    /// Redis, and the entry that it made stale would still be used. If Redis fails meanwhile, the result is
    /// discarded.
    private void gain() {
        long lost = losses.get();
        long began = System.nanoTime();
        try {
            String run = run();
            if (owesAdvance.getAndSet(false)) {
                invalidate();
                return;
            }
            var current = new Confirmation(epochs.current() + " " + run, began + CONFIRMED_FOR.toNanos());
            if (confirmation == null && unused.getAndSet(false)) {
                log.info("Redis is used as cache");
            }
            confirmation = current;
            gained = losses.get() == lost;
            if (!gained) {
                confirmation = null;
            }
        } catch (RuntimeException | Error e) {
            lose(e);
        }
    }

    /// The run id of Redis, which is new with every start. A cluster returns the ids of all its servers.
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
