package io.omne.embedding.adapter.postgres;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers the subjects of the jobs that were requested, and does none.
final class RequestedJobs implements Jobs {

    private final List<String> subjects = new CopyOnWriteArrayList<>();

    List<String> subjects() {
        return subjects;
    }

    @Override
    public <P extends Record> Optional<JobState> request(JobKind<P> kind, String subject, P parameters) {
        subjects.add(subject);
        return Optional.empty();
    }

    @Override
    public Optional<JobState> latest(JobKind<?> kind, String subject) {
        return Optional.empty();
    }
}
