package io.omne.memory.application.administration;

import io.omne.events.api.Projections.Projection;
import io.omne.jobs.api.JobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The read models, and how far each is.
public record ProjectionStates(List<State> data) {

    public ProjectionStates {
        data = List.copyOf(data);
    }

    /// @param replay the latest replay; null if there was none
    public record State(Projection projection, @Nullable JobState replay) {}
}
