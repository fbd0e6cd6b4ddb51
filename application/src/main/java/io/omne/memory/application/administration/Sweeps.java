package io.omne.memory.application.administration;

import io.omne.jobs.api.JobState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What looks for embeddings that were missed or failed.
public record Sweeps(List<Sweep> data) {

    public Sweeps {
        data = List.copyOf(data);
    }

    /// @param every how often it is done by itself; zero where it is not
    /// @param latest the latest one, null where there never was one
    public record Sweep(
            String name, Duration every, @Nullable JobState latest) {}
}
