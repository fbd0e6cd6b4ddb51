package io.omne.embedding.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.embedding.application.modelchange.ModelChange;
import io.omne.embedding.application.modelchange.ModelState;
import io.omne.web.request.ResponseBody;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reports to administrators which model is serving, and how far its change for another is.
///
/// @param change null if none is in progress
@JsonTypeName("Model")
record ModelReport(Model serving, @Nullable Change change) implements ResponseBody {

    /// @param now for an estimate of the time left
    static ModelReport of(ModelState state, Instant now) {
        ModelChange change = state.change();
        return new ModelReport(
                Model.of(state.serving()), change == null ? null : Change.of(change, state.nextPause(), now));
    }

    @JsonTypeName("ModelName")
    record Model(String provider, String name, int dimension) {

        static Model of(ModelSpec it) {
            return new Model(it.provider(), it.model().value(), it.dimension());
        }
    }

    /// @param total the sum of done and left, of the texts that are listed so far
    /// @param secondsLeft an estimate by the speed so far; null if there is none
    /// @param paused why this instance does not call the next model's provider; absent if it does
    @JsonTypeName("ModelChange")
    record Change(
            Model to,
            ModelChange.State state,
            long done,
            long total,
            long refused,
            @Nullable Integer perSecond,
            Instant startedAt,
            @Nullable Long secondsLeft,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Paused paused) {

        static Change of(ModelChange it, @Nullable Pause pause, Instant now) {
            return new Change(
                    Model.of(it.next().spec()),
                    it.state(),
                    it.done(),
                    it.done() + it.left(),
                    it.refused(),
                    it.perSecond(),
                    it.startedAt(),
                    secondsLeft(it, now),
                    pause == null ? null : Paused.of(pause));
        }

        private static @Nullable Long secondsLeft(ModelChange it, Instant now) {
            if (it.state() != ModelChange.State.RUNNING || it.done() == 0) {
                return null;
            }
            // The two times are of different clocks: the start is by the database's.
            double seconds = Math.max(0, Duration.between(it.startedAt(), now).toMillis() / 1_000.0);
            return Math.round(seconds * it.left() / it.done());
        }
    }

    @JsonTypeName("ProviderPause")
    record Paused(EmbeddingUnavailable.Reason reason, Instant since, Instant until) {

        static Paused of(Pause it) {
            return new Paused(it.reason(), it.since(), it.until());
        }
    }
}
