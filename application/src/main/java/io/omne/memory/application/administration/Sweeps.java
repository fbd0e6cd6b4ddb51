package io.omne.memory.application.administration;

import io.omne.jobs.api.JobState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sweeps, which look for work that was missed or failed.
public record Sweeps(List<Sweep> data) {

    public Sweeps {
        data = List.copyOf(data);
    }

    /// @param every the period of the sweep; zero if it runs on request only
    /// @param latest the latest run; null if there was none
    public record Sweep(
            String name, Duration every, @Nullable JobState latest) {}
}
