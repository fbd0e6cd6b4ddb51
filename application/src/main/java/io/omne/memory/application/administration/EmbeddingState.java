package io.omne.memory.application.administration;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.application.embedding.EmbeddingStatistics.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of the embedding for the memories of all users.
///
/// @param serving the model that readers use
/// @param pause why this instance does not call the provider; null if it does
/// @param lastFailures newest first
public record EmbeddingState(
        ModelSpec serving,
        Backlog backlog,
        Pace pace,
        @Nullable Pause pause,
        List<Failure> lastFailures) {

    public EmbeddingState {
        lastFailures = List.copyOf(lastFailures);
    }
}
