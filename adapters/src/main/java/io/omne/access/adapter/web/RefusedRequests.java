package io.omne.access.adapter.web;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Logs the requests that an outage refuses: the first as a warning, those after it at DEBUG, and once there were none
/// for a while, how many there were.
final class RefusedRequests {

    private final Logger log;
    private final Scheduler clock = Schedulers.parallel();
    private final Map<Outage, Spell> spells = new EnumMap<>(Outage.class);
    private final Duration quiet;

    /// @param quiet after which an outage that refused nobody is over
    RefusedRequests(Logger log, Duration quiet) {
        this.log = log;
        this.quiet = quiet;
    }

    /// @param requests so many until now
    /// @param latest when the last of them was refused, in nanoseconds
    private record Spell(long requests, long latest) {}

    /// @param request its method and path
    void add(Outage outage, String request, Throwable reason) {
        boolean first = count(outage);
        log.atLevel(first ? Level.WARN : Level.DEBUG).log("{} is refused: {}", request, summary(reason));
        if (first) {
            endAfter(quiet.toNanos(), outage);
        }
    }

    private static String summary(Throwable reason) {
        return reason.toString().lines().findFirst().orElse("");
    }

    private synchronized boolean count(Outage outage) {
        Spell spell = spells.merge(
                outage,
                new Spell(1, System.nanoTime()),
                (before, now) -> new Spell(before.requests() + 1, now.latest()));
        return spell.requests() == 1;
    }

    private void endAfter(long nanos, Outage outage) {
        Disposable _ = clock.schedule(() -> end(outage), nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void end(Outage outage) {
        Spell spell = spells.get(outage);
        if (spell == null) {
            return;
        }
        long left = quiet.toNanos() - (System.nanoTime() - spell.latest());
        if (left > 0) {
            endAfter(left, outage);
            return;
        }
        spells.remove(outage);
        log.info("{} requests were refused ({}), none in the last {} s", spell.requests(), outage, quiet.toSeconds());
    }
}
