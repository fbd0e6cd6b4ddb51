package io.omne.web.problem;

import io.omne.database.adapter.postgres.FailureCauses;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Logs the requests that an outage rejects. Each reason is a warning when it first occurs and once a minute while
/// the outage lasts, with the number of requests so far; the others are logged at DEBUG. Once no request was
/// rejected for a minute, the log has how many there were.
final class OutageLog {

    private final Logger log;
    private final Scheduler clock = Schedulers.parallel();
    private final Map<Outage, Spell> spells = new EnumMap<>(Outage.class);
    private final Map<Reason, Long> loggedAt = new HashMap<>();
    private final long pause;

    /// @param pause between two lines about the same reason; an outage that rejected no request for this long is
    ///     over
    OutageLog(Logger log, Duration pause) {
        this.log = log;
        this.pause = pause.toNanos();
    }

    /// @param requests the number so far
    /// @param latest when the last of them was rejected, in nanoseconds
    private record Spell(long requests, long latest) {}

    private record Reason(Outage outage, String name) {}

    /// @param request its method and path
    void add(Outage outage, String request, Throwable thrown) {
        long requests = count(outage);
        log.atLevel(isDue(new Reason(outage, Outage.reason(thrown))) ? Level.WARN : Level.DEBUG)
                .log("{} is rejected: {} ({} so far)", request, summary(thrown), requests);
        if (requests == 1) {
            endAfter(pause, outage);
        }
    }

    /// Leaves out the exceptions around the root cause, which only add the statement, in several lines.
    private static String summary(Throwable thrown) {
        return FailureCauses.of(thrown).root().toString().lines().findFirst().orElse("");
    }

    private synchronized boolean isDue(Reason reason) {
        long now = System.nanoTime();
        loggedAt.values().removeIf(at -> now - at >= pause);
        return loggedAt.putIfAbsent(reason, now) == null;
    }

    private synchronized long count(Outage outage) {
        return spells.merge(
                        outage,
                        new Spell(1, System.nanoTime()),
                        (before, now) -> new Spell(before.requests() + 1, now.latest()))
                .requests();
    }

    private void endAfter(long nanos, Outage outage) {
        Disposable _ = clock.schedule(() -> end(outage), nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void end(Outage outage) {
        Spell spell = spells.get(outage);
        if (spell == null) {
            return;
        }
        long left = pause - (System.nanoTime() - spell.latest());
        if (left > 0) {
            endAfter(left, outage);
            return;
        }
        spells.remove(outage);
        log.info(
                "{} requests were rejected ({}), none in the last {} s",
                spell.requests(),
                outage,
                TimeUnit.NANOSECONDS.toSeconds(pause));
    }
}
