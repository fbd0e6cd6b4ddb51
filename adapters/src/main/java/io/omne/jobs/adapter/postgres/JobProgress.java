package io.omne.jobs.adapter.postgres;

import io.omne.jobs.adapter.postgres.JobTable.Attempt;
import io.omne.jobs.api.Jobs.Progress;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The progress of an attempt at a job. The thread of the job reports the progress, and another thread writes it to
/// the table.
final class JobProgress implements Progress {

    private final JobTable table;
    private final Attempt attempt;
    private volatile Position position = new Position(null, 0, 0);
    private volatile boolean lost;

    JobProgress(JobTable table, Attempt attempt) {
        this.table = table;
        this.attempt = attempt;
    }

    private record Position(@Nullable String phase, long done, long total) {}

    @Override
    public void phase(String phase, long total) {
        checkGoingOn();
        position = new Position(phase, 0, total);
    }

    @Override
    public void done(long more) {
        checkGoingOn();
        Position was = position;
        position = new Position(was.phase(), was.done() + more, was.total());
    }

    @Override
    public void lock() {
        checkGoingOn();
        if (!table.lock(attempt)) {
            throw new CancellationException("another instance does the job now");
        }
    }

    private void checkGoingOn() {
        if (lost) {
            throw new CancellationException("another instance does the job now");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the instance is stopping");
        }
    }

    /// @return whether the attempt is still the latest at its job
    boolean write() {
        Position now = position;
        if (!table.move(attempt, now.phase(), now.done(), now.total())) {
            lost = true;
        }
        return !lost;
    }
}
