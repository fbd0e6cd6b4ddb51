package io.omne;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;

/// Waits for a condition that becomes true after some time.
public final class Eventually {

    /// A condition is usually a request, and the server under test shares the machine: the longer a test has
    /// waited, the longer the pauses are.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /// Waits until the condition is true, or fails after the limit. Checks it less often the longer it waits.
    public static void holds(Duration limit, BooleanSupplier condition) {
        holds(limit, Eventually::pause, condition);
    }

    /// Waits likewise, with a fixed pause between two checks.
    public static void holds(Duration limit, Duration pause, BooleanSupplier condition) {
        holds(limit, _ -> pause.toNanos(), condition);
    }

    private static void holds(Duration limit, LongUnaryOperator pause, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - began;
            if (waited > limit.toNanos()) {
                throw new AssertionError("not within " + limit);
            }
            LockSupport.parkNanos(pause.applyAsLong(waited));
        }
    }

    private static long pause(long waited) {
        return Math.clamp(waited / 10, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
    }
}
