package io.omne.memory.application.administration;

import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.events.api.Projections;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.jobs.api.Sweep;
import io.omne.memory.api.ProjectionReplay;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What handles the commands and queries of administrators, for tests of other parts.
public final class AdministrationHandlers {

    private AdministrationHandlers() {}

    /// A sweep that is requested and never runs.
    private record NoSweep(JobKind<NoParameters> kind, Duration every) implements Sweep {

        @Override
        public @Nullable String run(NoParameters none, Progress progress) {
            throw new AssertionError();
        }
    }

    public static List<Object> ofJobs(Jobs jobs, Projections projections, SweepSettings sweeps) {
        return List.of(
                new ProjectionHandlers(
                        projections, jobs, List.of(new ProjectionReplay("memory-list", MemoryJobs.REPLAY_MEMORY_LIST))),
                new VerificationHandlers(jobs),
                new SweepHandlers(
                        jobs,
                        List.of(
                                new NoSweep(
                                        MemoryJobs.RETRY_FAILED_EMBEDDINGS,
                                        sweeps.retryFailedEmbeddings().every()),
                                new NoSweep(
                                        MemoryJobs.PROCESS_PENDING_EMBEDDINGS,
                                        sweeps.processPendingEmbeddings().every()))));
    }

    public static Object ofEmbedding(EmbeddingStatistics statistics, ModelsInUse models, ProviderState providers) {
        return new EmbeddingStateHandler(statistics, models, providers);
    }
}
