package io.omne.memory.adapter.redis;

import io.omne.validation.CannotStart;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;

/// Checks once, while the server starts, whether Redis can be used. If Redis is away or not ready yet, the server
/// starts, and uses Redis as soon as it answers. If Redis refuses the settings, it could never be used, so the
/// server does not start.
@Component
class RedisCheck implements InitializingBean, SmartLifecycle {

    private static final Duration AT_MOST = Duration.ofSeconds(3);

    /// Both attempts and the pause between them end within this time.
    private static final Duration LONGEST = AT_MOST.multipliedBy(3);

    private static final Logger log = LoggerFactory.getLogger(RedisCheck.class);

    private final ReactiveStringRedisTemplate redis;
    private final AtomicReference<@Nullable CannotStart> refusal = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    RedisCheck(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// Starts the check before the migrations, which take longer.
    @Override
    public void afterPropertiesSet() {
        thread = Thread.ofPlatform().daemon().name("redis-check").start(() -> {
            try {
                check();
            } catch (CannotStart e) {
                refusal.set(e);
            }
        });
    }

    /// Waits for the check, before any other bean uses Redis.
    @Override
    public void start() {
        Thread checking = thread;
        if (checking != null) {
            join(checking);
        }
        CannotStart failure = refusal.get();
        if (failure != null) {
            throw failure;
        }
        running = true;
    }

    private static void join(Thread checking) {
        try {
            if (!checking.join(LONGEST)) {
                log.warn("Redis is not ready: until it is, answers are slower (it does not answer)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("it was interrupted while waiting for Redis.");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void check() {
        Throwable failure = failure();
        if (failure != null && refusal(failure) == null) {
            pause();
            failure = failure(); // the first connection of a process may take longer than Redis is given
        }
        if (failure != null) {
            String sentence = refusal(failure);
            if (sentence != null) {
                throw new CannotStart(sentence);
            }
            log.warn("Redis is not ready: until it is, answers are slower ({})", innermost(failure));
        }
    }

    /// Waits until another connection may be attempted. An earlier attempt would fail for a reason that says
    /// nothing about Redis.
    private static void pause() {
        try {
            Thread.sleep(FailFastConnectionFactory.PAUSE.plusMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("it was interrupted while waiting for Redis.");
        }
    }

    private @Nullable Throwable failure() {
        try {
            Properties replication = redis.execute(
                            connection -> connection.serverCommands().info("replication"))
                    .blockLast(AT_MOST);
            if (replication != null && "slave".equals(replication.getProperty("role"))) {
                log.warn("Redis is a replica, which takes no writes: until it does, answers are slower");
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /// @return null if the failure may end by itself
    static @Nullable String refusal(Throwable failure) {
        String said = chain(failure)
                .map(it -> Objects.requireNonNullElse(it.getMessage(), ""))
                .collect(Collectors.joining("\n"));
        if (said.contains("WRONGPASS") || said.contains("NOAUTH")) {
            return "Redis refuses the user or password of REDIS_URL, or wants one.";
        }
        if (said.contains("NOPERM")) {
            return "the user of REDIS_URL may not use the command INFO of Redis.";
        }
        if (said.contains("DENIED")) {
            return "Redis is in protected mode and takes no connections from elsewhere: give it a password.";
        }
        if (said.contains("DB index") || said.contains("SELECT is not allowed")) {
            return "Redis has no database of the number in REDIS_URL.";
        }
        if (chain(failure).anyMatch(SSLException.class::isInstance)) {
            return "there is no TLS with Redis: " + innermost(failure);
        }
        return null;
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String innermost(Throwable failure) {
        Throwable last = chain(failure).reduce(failure, (_, next) -> next);
        return Objects.requireNonNullElse(last.getMessage(), last.toString())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
