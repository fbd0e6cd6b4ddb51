package io.omne.memory.application;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;

/// Logs a failure that repeats: as a warning when it begins, at DEBUG while it lasts, and when it is over, with how
/// often it occurred. One that comes and goes is logged once a minute. A fault of the program has its stack, once a
/// minute, whatever else fails at the time.
final class RepeatedFailure {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int DEEPEST = 20;

    private final Logger log;
    private final String consequence;
    private final long pause;
    private long times;
    private boolean told;
    private long toldAt;
    private long stackAt;

    /// @param consequence what the failure leaves undone, as "leases are not renewed"
    RepeatedFailure(Logger log, String consequence) {
        this(log, consequence, PAUSE);
    }

    /// @param pause between the end of what was logged and the next beginning
    RepeatedFailure(Logger log, String consequence, Duration pause) {
        this.log = log;
        this.consequence = consequence;
        this.pause = pause.toNanos();
        this.toldAt = System.nanoTime() - this.pause;
        this.stackAt = toldAt;
    }

    synchronized void occurred(Throwable failure) {
        times++;
        long now = System.nanoTime();
        if (now - stackAt >= pause && isFault(failure)) {
            told = true;
            stackAt = now;
            log.warn("{}", consequence, failure);
        } else if (!told && now - toldAt >= pause) {
            told = true;
            log.warn("{}: {}", consequence, reason(failure));
        } else {
            log.debug("{}", consequence, failure);
        }
    }

    /// Call after each success.
    synchronized void over() {
        if (told) {
            told = false;
            toldAt = System.nanoTime();
            log.info("over after {} failures: {}", times, consequence);
        }
        times = 0;
    }

    /// What the exceptions around it add is the statement, in several lines.
    private static String reason(Throwable failure) {
        return causes(failure)
                .reduce(failure, (_, cause) -> cause)
                .toString()
                .lines()
                .findFirst()
                .orElse("");
    }

    /// Java's own exceptions alone, as they are or wrapped by Axon. A driver, or whoever calls one, has its own.
    private static boolean isFault(Throwable failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getPackageName())
                .allMatch(origin -> origin.equals("java.lang")
                        || origin.equals("java.util")
                        || origin.startsWith("org.axonframework"));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
