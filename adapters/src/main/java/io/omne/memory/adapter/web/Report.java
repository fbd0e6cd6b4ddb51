package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.omne.memory.application.Jobs;
import io.omne.memory.application.Projections;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What administrators are answered with.
sealed interface Report extends Answer {

    record States(List<State> data) implements Report {}

    /// @param replay the latest one, null where there never was one
    record State(
            String name,
            long position,
            long head,
            long lag,
            List<Projections.Segment> segments,
            long deadLetters,
            @Nullable Job replay) {

        static State of(Projections.Projection it, @Nullable Job replay) {
            return new State(it.name(), it.position(), it.head(), it.lag(), it.segments(), it.deadLetters(), replay);
        }
    }

    record DeadLetters(List<DeadLetter> data) implements Report {}

    record DeadLetter(
            String memoryId,
            long sequence,
            String event,
            @Nullable String cause,
            Instant at,
            Instant lastTriedAt) {

        static DeadLetter of(Projections.DeadLetter it) {
            return new DeadLetter(it.memory(), it.sequence(), it.event(), it.cause(), it.at(), it.lastTriedAt());
        }
    }

    record Retried(long taken, long left) implements Report {

        static Retried of(Projections.Retried it) {
            return new Retried(it.taken(), it.left());
        }
    }

    /// @param secondsLeft of the phase, as it goes so far; null where that cannot be said
    /// @param outcome JSON, which becomes a part of the answer as it is
    record Job(
            UUID id,
            Jobs.Job.State state,
            @Nullable String phase,
            long done,
            long total,
            @Nullable Long secondsLeft,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @JsonRawValue @Nullable String outcome,
            @Nullable String error)
            implements Report {

        static Job of(Jobs.Job it) {
            return new Job(
                    it.id(),
                    it.state(),
                    it.phase(),
                    it.done(),
                    it.total(),
                    SecondsLeft.of(it),
                    it.askedAt(),
                    it.startedAt(),
                    it.finishedAt(),
                    it.outcome(),
                    it.error());
        }
    }
}
