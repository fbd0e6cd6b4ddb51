package io.omne.memory.application.administration;

import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.events.api.Projections;
import io.omne.jobs.api.Jobs;
import io.omne.memory.api.ProjectionReplay;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import io.omne.memory.application.sweeps.SweepSettings;
import java.util.List;

/// What handles the commands and queries of administrators, for tests of other parts.
public final class AdministrationHandlers {

    private AdministrationHandlers() {}

    public static List<Object> ofJobs(Jobs jobs, Projections projections, SweepSettings sweeps) {
        return List.of(
                new ProjectionHandlers(
                        projections, jobs, List.of(new ProjectionReplay("memory-list", MemoryJobs.REPLAY_MEMORY_LIST))),
                new VerificationHandlers(jobs),
                new SweepHandlers(jobs, sweeps));
    }

    public static Object ofEmbedding(EmbeddingStatistics statistics, ModelsInUse models, ProviderState providers) {
        return new EmbeddingStateHandler(statistics, models, providers);
    }
}
