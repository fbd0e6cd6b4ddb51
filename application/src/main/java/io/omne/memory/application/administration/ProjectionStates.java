package io.omne.memory.application.administration;

import io.omne.events.api.Projections.Projection;
import io.omne.jobs.api.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the read models are.
public record ProjectionStates(List<State> data) {

    public ProjectionStates {
        data = List.copyOf(data);
    }

    /// @param replay the latest one, null where there never was one
    public record State(Projection projection, @Nullable JobState replay) {}
}
