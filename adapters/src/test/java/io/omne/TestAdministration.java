package io.omne;

import io.omne.events.api.Projections;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.JobState.State;
import io.omne.jobs.api.Jobs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Implements the ports of jobs and projections for tests of the web: jobs are recorded and never run, and
/// projections are as a test sets them.
public final class TestAdministration implements Jobs, Projections {

    private final Map<String, JobState> jobs = new HashMap<>();
    private List<Projection> projections = List.of();
    private List<DeadLetter> deadLetters = List.of();

    /// Forgets all jobs.
    public synchronized void forget() {
        jobs.clear();
    }

    /// Makes this the latest job of its name.
    public synchronized void put(JobState job) {
        jobs.put(job.kind(), job);
    }

    public synchronized void stand(List<Projection> states, List<DeadLetter> letters) {
        projections = List.copyOf(states);
        deadLetters = List.copyOf(letters);
    }

    @Override
    public synchronized <P extends Record> Optional<JobState> request(JobKind<P> kind, String subject, P parameters) {
        checkThread();
        JobState latest = jobs.get(kind.name());
        if (latest != null && (latest.state() == State.ASKED || latest.state() == State.RUNNING)) {
            return Optional.empty();
        }
        var job = new JobState(
                UUID.randomUUID(),
                kind.name(),
                subject,
                State.ASKED,
                null,
                0,
                0,
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null);
        jobs.put(kind.name(), job);
        return Optional.of(job);
    }

    @Override
    public synchronized Optional<JobState> latest(JobKind<?> kind, String subject) {
        checkThread();
        return Optional.ofNullable(jobs.get(kind.name()));
    }

    @Override
    public synchronized List<Projection> all() {
        checkThread();
        return projections;
    }

    @Override
    public synchronized List<DeadLetter> deadLetters(String projection, int limit) {
        checkThread();
        return deadLetters.stream().limit(limit).toList();
    }

    @Override
    public synchronized Retried retryDeadLetters(String projection) {
        checkThread();
        var retried = new Retried(deadLetters.size(), 0);
        deadLetters = List.of();
        return retried;
    }

    /// Fails on a thread that must not block, because these ports block. Only virtual threads, which run commands,
    /// and threads of `boundedElastic` may.
    static void checkThread() {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual() && !thread.getName().startsWith("boundedElastic")) {
            throw new IllegalStateException("blocks " + Thread.currentThread());
        }
    }
}
