package io.omne;

import io.omne.events.api.Projections;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.Job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Jobs that nobody does and projections that stand as they are told: the other side of the ports for tests
/// of the web.
public final class TestAdministration implements Jobs, Projections {

    private final Map<JobName, Job> jobs = new EnumMap<>(JobName.class);
    private List<Projection> projections = List.of();
    private List<DeadLetter> deadLetters = List.of();

    /// Forgets all jobs.
    public synchronized void forget() {
        jobs.clear();
    }

    /// Makes this the latest job of its name.
    public synchronized void put(Job job) {
        jobs.put(job.name(), job);
    }

    public synchronized void stand(List<Projection> states, List<DeadLetter> letters) {
        projections = List.copyOf(states);
        deadLetters = List.copyOf(letters);
    }

    @Override
    public synchronized Optional<Job> ask(JobName name) {
        checkThread();
        Job latest = jobs.get(name);
        if (latest != null && (latest.state() == State.ASKED || latest.state() == State.RUNNING)) {
            return Optional.empty();
        }
        var job = new Job(
                UUID.randomUUID(), name, State.ASKED, null, 0, 0, Instant.now(), null, null, null, null, null, null);
        jobs.put(name, job);
        return Optional.of(job);
    }

    @Override
    public Optional<Job> askOncePer(JobName name, Duration period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<Job> latest(JobName name) {
        checkThread();
        return Optional.ofNullable(jobs.get(name));
    }

    @Override
    public Set<JobName> unfinished() {
        throw new AssertionError();
    }

    @Override
    public boolean doIfAsked(Work work) {
        return false;
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

    /// These ports block, which the threads of the network must never do. Those of commands may.
    static void checkThread() {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual() && !thread.getName().startsWith("boundedElastic")) {
            throw new IllegalStateException("blocks " + Thread.currentThread());
        }
    }
}
