package io.omne;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;

/// What becomes true by itself, soon.
public final class Eventually {

    /// A condition is mostly a request, and a test's server has little of the machine: who has waited for long can
    /// wait a little longer.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /// Waits until it holds, or fails after the limit. Looks less often the longer it waits.
    public static void holds(Duration limit, BooleanSupplier condition) {
        holds(limit, Eventually::pause, condition);
    }

    /// As above, and looks only so often.
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
