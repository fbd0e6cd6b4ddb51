package io.omne.memory.adapter.web.administration;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.events.api.Projections;
import io.omne.jobs.api.JobState;
import io.omne.memory.application.administration.ProjectionStates;
import io.omne.web.request.ResponseBody;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The response bodies of the routes for administrators.
public sealed interface AdministrationResponses extends ResponseBody {

    @JsonTypeName("Projections")
    record States(List<State> data) implements AdministrationResponses {

        public static States of(ProjectionStates it) {
            return new States(it.data().stream().map(State::of).toList());
        }
    }

    /// @param replay the latest replay, null if there was none
    @JsonTypeName("Projection")
    record State(
            String name,
            long position,
            long head,
            long lag,
            List<Projections.Segment> segments,
            long deadLetters,
            @Nullable Job replay) {

        public static State of(ProjectionStates.State state) {
            Projections.Projection it = state.projection();
            return new State(
                    it.name(),
                    it.position(),
                    it.head(),
                    it.lag(),
                    it.segments(),
                    it.deadLetters(),
                    state.replay() == null ? null : Job.of(state.replay()));
        }
    }

    record DeadLetters(List<DeadLetter> data) implements AdministrationResponses {

        public static DeadLetters of(io.omne.memory.application.administration.DeadLetters it) {
            return new DeadLetters(it.data().stream().map(DeadLetter::of).toList());
        }
    }

    record DeadLetter(
            String memoryId,
            long sequence,
            String event,
            @Nullable String cause,
            Instant at,
            Instant lastTriedAt) {

        public static DeadLetter of(Projections.DeadLetter it) {
            return new DeadLetter(it.memory(), it.sequence(), it.event(), it.cause(), it.at(), it.lastTriedAt());
        }
    }

    @JsonTypeName("DeadLetterRetry")
    record Retried(long taken, long left) implements AdministrationResponses {

        public static Retried of(Projections.Retried it) {
            return new Retried(it.taken(), it.left());
        }
    }

    record Sweeps(List<Sweep> data) implements AdministrationResponses {

        public static Sweeps of(io.omne.memory.application.administration.Sweeps it) {
            return new Sweeps(it.data().stream().map(Sweep::of).toList());
        }
    }

    /// @param every how often the sweep starts by itself, as a duration in ISO 8601; null if it does not
    /// @param latest the latest run, null if there was none
    record Sweep(
            String name, @Nullable String every, @Nullable Job latest) {

        public static Sweep of(io.omne.memory.application.administration.Sweeps.Sweep it) {
            return new Sweep(
                    it.name(),
                    it.every().isZero() ? null : it.every().toString(),
                    it.latest() == null ? null : Job.of(it.latest()));
        }
    }

    /// @param secondsLeft an estimate for the phase, from its pace so far; null if there is none
    /// @param outcome JSON that becomes a part of the answer unchanged
    record Job(
            UUID id,
            JobState.State state,
            @Nullable String phase,
            long done,
            long total,
            @Nullable Long secondsLeft,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @JsonRawValue @Nullable String outcome,
            @Nullable String error)
            implements AdministrationResponses {

        public static Job of(JobState it) {
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
