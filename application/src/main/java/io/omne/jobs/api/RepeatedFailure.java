package io.omne.jobs.api;

import io.omne.jobs.api.FailureClassifier.FailureKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;

/// Logs a failure that repeats. Each kind of failure is a warning when it first occurs and once a minute while it
/// lasts, with the number of failures so far; all others are logged at DEBUG. The end is logged too. An outage is
/// logged in one line, a fault with its stack trace.
public final class RepeatedFailure {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int DEEPEST = 20;

    private final Logger log;
    private final String consequence;
    private final FailureClassifier classifier;
    private final long pause;
    private final Map<FailureKind, Long> loggedAt = new HashMap<>();
    private long times;
    private boolean logged;

    /// @param consequence what the failure leaves undone, as "leases are not renewed"
    public RepeatedFailure(Logger log, String consequence, FailureClassifier classifier) {
        this(log, consequence, classifier, PAUSE);
    }

    /// @param pause between two lines of the same kind of failure
    public RepeatedFailure(Logger log, String consequence, FailureClassifier classifier, Duration pause) {
        this.log = log;
        this.consequence = consequence;
        this.classifier = classifier;
        this.pause = pause.toNanos();
    }

    public synchronized void occurred(Throwable failure) {
        times++;
        FailureKind kind = classifier.kindOf(failure);
        if (!isDue(kind)) {
            log.debug("{}", consequence, failure);
        } else if (kind.outage()) {
            log.warn("{}: {} ({} so far)", consequence, reason(failure), times);
        } else {
            log.warn("{} ({} so far)", consequence, times, failure);
        }
    }

    private boolean isDue(FailureKind kind) {
        long now = System.nanoTime();
        loggedAt.values().removeIf(at -> now - at >= pause);
        boolean due = loggedAt.putIfAbsent(kind, now) == null;
        logged |= due;
        return due;
    }

    /// Call after each success.
    public synchronized void over() {
        if (logged) {
            logged = false;
            log.info("over after {} failures: {}", times, consequence);
        }
        times = 0;
    }

    /// The root cause in one line. The exceptions around it only add the SQL statement, in several lines.
    private static String reason(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .reduce(failure, (_, cause) -> cause)
                .toString()
                .lines()
                .findFirst()
                .orElse("");
    }
}
