package io.omne.jobs.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A requested job and its progress.
///
/// @param kind the name of its kind
/// @param subject whose job it is; empty if it is nobody's
/// @param total how much the phase has to do, 0 where that is not known
/// @param outcome a JSON object, once it is completed
/// @param error a sentence, where it failed
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
