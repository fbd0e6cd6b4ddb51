package io.omne.jobs.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A requested job and its progress.
///
/// @param kind the name of its kind
/// @param subject whose job it is; empty if it has no subject
/// @param total the amount of work in the phase; 0 if it is not known
/// @param outcome a JSON object if the job is completed
/// @param error a sentence if the job has failed
public record JobState(
        UUID id,
        String kind,
        String subject,
        State state,
        @Nullable String phase,
        long done,
        long total,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant phaseStartedAt,
        @Nullable Instant progressedAt,
        @Nullable Instant finishedAt,
        @Nullable String outcome,
        @Nullable String error) {

    public enum State {
        ASKED,
        RUNNING,
        COMPLETED,
        FAILED
    }
}
