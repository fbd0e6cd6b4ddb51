package io.omne;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What becomes true by itself, soon.
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /// Waits until it holds, or fails after the limit.
    public static void holds(Duration limit, BooleanSupplier condition) {
        holds(limit, PAUSE, condition);
    }

    /// As above, and looks only so often.
    public static void holds(Duration limit, Duration pause, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + limit);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
