package io.omne;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Implements the ports of the embedding for tests of the web: its state is as a test sets it.
public final class TestEmbedding implements EmbeddingStatistics, ModelsInUse, ProviderState {

    private static final IndexedModel SERVING =
            new IndexedModel(1, new ModelSpec("local", new ModelName("a-model"), 384));

    private Backlog backlog = new Backlog(0, 0, 0, null);
    private Pace pace = new Pace(0, 0, Duration.ofMinutes(5));
    private List<Failure> failures = List.of();
    private @Nullable Pause pause;

    public synchronized void stand(Backlog states, Pace rates, List<Failure> lastFailures) {
        backlog = states;
        pace = rates;
        failures = List.copyOf(lastFailures);
    }

    public synchronized void pauseFor(@Nullable Pause reason) {
        pause = reason;
    }

    @Override
    public synchronized Backlog backlog() {
        TestAdministration.checkThread();
        return backlog;
    }

    @Override
    public synchronized Pace pace() {
        TestAdministration.checkThread();
        return pace;
    }

    @Override
    public synchronized List<Failure> lastFailures(int limit) {
        TestAdministration.checkThread();
        return failures.stream().limit(limit).toList();
    }

    @Override
    public Snapshot current() {
        return new Snapshot(SERVING, null);
    }

    @Override
    public synchronized Optional<Pause> pause(IndexedModel model) {
        return Optional.ofNullable(model.equals(SERVING) ? pause : null);
    }
}
