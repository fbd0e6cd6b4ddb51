package io.omne.memory.adapter.postgres.rebuild;

import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Counts the events of a rebuild and those that it leaves out. Any thread may count.
final class RebuildStatistics {

    private static final Logger log = LoggerFactory.getLogger(RebuildStatistics.class);

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private long reported;

    /// @throws RuntimeException if the event cannot be read
    static MemoryEvent event(RecordedEvent it) {
        return switch (it.event()) {
            case MemoryEvent event -> event;
            case Unreadable unreadable -> throw unreadable.cause();
            default -> throw new IllegalStateException("an event of an unknown type");
        };
    }

    void count(long more) {
        events.addAndGet(more);
    }

    /// Counts and logs an event that the list must leave out. The memory stays as it was before the event.
    void leaveOut(RecordedEvent event, RuntimeException why) {
        unreadable.incrementAndGet();
        log.error(
                "the list does without event {} of memory {}: {}",
                event.sequence() + 1,
                event.aggregate(),
                why.toString());
    }

    /// Runs a step for an event, and leaves the event out if the step fails. Failures of the database are thrown.
    void orLeaveOut(RecordedEvent event, Runnable step) {
        try {
            step.run();
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            leaveOut(event, e);
        }
    }

    /// Counts a later event of a memory whose event was left out.
    void leaveOut() {
        unreadable.incrementAndGet();
    }

    /// Reports the events counted since the last report; called by the thread of the job.
    void report(Progress progress) {
        long now = events.get();
        progress.done(now - reported);
        reported = now;
    }

    long events() {
        return events.get();
    }

    long unreadable() {
        return unreadable.get();
    }
}
