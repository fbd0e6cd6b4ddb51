package io.omne.memory.adapter.redis;

import io.lettuce.core.event.connection.DisconnectedEvent;
import io.lettuce.core.resource.ClientResources;
import io.omne.memory.application.CacheEpoch;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/// Whether this instance may believe what Redis holds, and of which epoch.
///
/// Any failure, and any lost connection, ends the trust: a write on this or another instance may have been
/// unable to drop what it made stale. Whoever could not tell Redis of a write has moved the epoch before it
/// acknowledged the write; so, once Redis answers again, reading the epoch anew is enough to know what not
/// to believe.
@Component
class Trust implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long NONE = -1;

    private static final Logger log = LoggerFactory.getLogger(Trust.class);

    private final ReactiveStringRedisTemplate redis;
    private final CacheEpoch epochs;
    private final ClientResources resources;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cache-trust").daemon().factory());
    private final AtomicBoolean owesAdvance = new AtomicBoolean();
    private Disposable disconnections = Disposables.disposed();
    private volatile long epoch = NONE;
    private volatile @Nullable Future<?> gaining;

    Trust(ReactiveStringRedisTemplate redis, CacheEpoch epochs, ClientResources resources) {
        this.redis = redis;
        this.epochs = epochs;
        this.resources = resources;
    }

    /// The epoch whose entries may be believed; empty when none may.
    OptionalLong epoch() {
        long current = epoch;
        return current == NONE ? OptionalLong.empty() : OptionalLong.of(current);
    }

    void lose(Throwable reason) {
        if (epoch != NONE) {
            log.warn("Redis is passed by until it answers again: {}", reason.toString());
        }
        epoch = NONE;
    }

    /// Call when Redis could not be told of a write, before the write is acknowledged.
    void disown() {
        try {
            epochs.advance();
        } catch (RuntimeException e) {
            log.warn("the cache epoch was not moved: {}", e.toString());
            owesAdvance.set(true);
            epoch = NONE;
        }
    }

    @Override
    public void start() {
        disconnections = resources
                .eventBus()
                .get()
                .ofType(DisconnectedEvent.class)
                .subscribe(event -> lose(new IllegalStateException("the connection was lost")));
        gain();
        gaining = clock.scheduleWithFixedDelay(this::gain, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        gaining = null;
        clock.shutdownNow();
        disconnections.dispose();
    }

    @Override
    public boolean isRunning() {
        return gaining != null;
    }

    /// First Redis, then the epoch: the other way round, a write between the two could fail to tell Redis
    /// and still be believed.
    private void gain() {
        try {
            redis.execute(connection -> connection.ping()).blockLast();
            if (owesAdvance.getAndSet(false)) {
                disown();
            }
            long current = epochs.current();
            if (epoch == NONE && !owesAdvance.get()) {
                log.info("Redis is used as cache");
            }
            if (!owesAdvance.get()) {
                epoch = current;
            }
        } catch (RuntimeException e) {
            lose(e);
        }
    }
}
