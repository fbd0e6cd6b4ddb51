package io.omne.memory.adapter.redis;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/// Creates the connection that all threads share. By itself, the client lets all callers wait in a queue, each for
/// an attempt of its own, so that a Redis that accepts connections and never answers would hold up requests for
/// minutes. Here one caller at a time attempts to connect, with pauses, and the others fail at once. Once there is
/// a connection, the client renews it in the background.
final class FailFastConnectionFactory implements ReactiveRedisConnectionFactory {

    /// The pause between the end of an attempt and the beginning of the next.
    static final Duration PAUSE = Duration.ofMillis(400);

    private final LettuceConnectionFactory connections;
    private final Lock attempt = new ReentrantLock();
    private volatile boolean connected;
    private volatile long nextNanos = System.nanoTime();

    FailFastConnectionFactory(LettuceConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public ReactiveRedisConnection getReactiveConnection() {
        if (connected) {
            return connections.getReactiveConnection();
        }
        if (System.nanoTime() - nextNanos < 0 || !attempt.tryLock()) {
            throw new RedisConnectionFailureException("there is no connection to Redis yet");
        }
        try {
            ReactiveRedisConnection first = connections.getReactiveConnection();
            connected = true;
            return first;
        } finally {
            nextNanos = System.nanoTime() + PAUSE.toNanos();
            attempt.unlock();
        }
    }

    @Override
    public ReactiveRedisClusterConnection getReactiveClusterConnection() {
        return connections.getReactiveClusterConnection();
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException e) {
        return connections.translateExceptionIfPossible(e);
    }
}
