package io.omne.memory.adapter.web.administration;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ProviderState;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.application.administration.EmbeddingState;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import io.omne.web.request.ResponseBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of the embedding, for administrators.
///
/// @param oldestPendingSeconds how long the longest waiting pending memory has been due, null if none is pending
/// @param paused the pause of this instance; null if it calls the provider
/// @param lastFailures newest first
@JsonTypeName("EmbeddingStanding")
public record EmbeddingReport(
        Model model,
        States states,
        @Nullable Long oldestPendingSeconds,
        Rates rates,
        @Nullable Paused paused,
        List<Failed> lastFailures)
        implements ResponseBody {

    public static EmbeddingReport of(EmbeddingState it) {
        Duration longestDue = it.backlog().longestDue();
        return new EmbeddingReport(
                Model.of(it.serving()),
                States.of(it.backlog()),
                longestDue == null ? null : longestDue.toSeconds(),
                Rates.of(it.pace()),
                it.pause() == null ? null : Paused.of(it.pause()),
                it.lastFailures().stream().map(Failed::of).toList());
    }

    @JsonTypeName("ModelName")
    public record Model(String provider, String name, int dimension) {

        public static Model of(ModelSpec it) {
            return new Model(it.provider(), it.model().value(), it.dimension());
        }
    }

    @JsonTypeName("EmbeddingStates")
    public record States(long pending, long processing, long failed) {

        public static States of(Backlog it) {
            return new States(it.pending(), it.processing(), it.failed());
        }
    }

    /// @param windowSeconds the length of the time, up to now, over which the rates are averaged
    @JsonTypeName("EmbeddingRates")
    public record Rates(double completedPerMinute, double failedPerMinute, double windowSeconds) {

        public static Rates of(Pace it) {
            return new Rates(it.completedPerMinute(), it.failedPerMinute(), it.seconds());
        }
    }

    @JsonTypeName("ProviderPause")
    public record Paused(EmbeddingUnavailable.Reason reason, Instant since, Instant until) {

        public static Paused of(ProviderState.Pause it) {
            return new Paused(it.reason(), it.since(), it.until());
        }
    }

    @JsonTypeName("EmbeddingFailed")
    public record Failed(UUID memoryId, Instant at, String code, String message, int attempts) {

        public static Failed of(EmbeddingStatistics.Failure it) {
            return new Failed(
                    it.memory().value(),
                    it.at(),
                    it.failure().code(),
                    it.failure().message(),
                    it.attempts());
        }
    }
}
