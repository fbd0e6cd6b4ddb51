package io.omne.memory.application.sweeps;

import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.jobs.api.Sweep;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.embedding.PendingEmbeddings;
import io.omne.memory.application.embedding.ReleaseExpiredClaims;
import io.omne.memory.application.embedding.TextLength;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The sweep that embeds pending memories which no worker has claimed, even if this instance has no workers. It
/// takes only memories that were due when it began to embed, so that new writes do not prolong it. It also ends
/// when nothing can be embedded at the moment.
@Component
class ProcessPendingEmbeddings implements Sweep {

    private final CommandGateway commands;
    private final PendingEmbeddings pending;
    private final SweepSettings.Pending settings;
    private final int batch;
    private final DatabaseClock clock;

    ProcessPendingEmbeddings(
            CommandGateway commands, PendingEmbeddings pending, SweepSettings settings, DatabaseClock clock) {
        this.commands = commands;
        this.pending = pending;
        this.settings = settings.processPendingEmbeddings();
        this.batch = this.settings.batch();
        this.clock = clock;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return MemoryJobs.PROCESS_PENDING_EMBEDDINGS;
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    /// @return how many memories were released because their lease had expired, and how many embeddings were
    ///     attempted, whatever the results
    @Override
    public String run(NoParameters none, Progress progress) {
        progress.phase("releasing", 0);
        long released = untilNone(progress, () -> commands.sendAndWait(new ReleaseExpiredClaims(batch)));
        progress.phase("embedding", 0);
        Instant dueBy = clock.now();
        long attempted = untilNone(progress, () -> pending.embed(batch, TextLength.ANY, dueBy));
        attempted += untilNone(progress, () -> pending.embedRetried(dueBy));
        attempted += untilNone(progress, () -> pending.embedLost(dueBy));
        return "{\"released\": %d, \"attempted\": %d}".formatted(released, attempted);
    }

    private static long untilNone(Progress progress, IntSupplier some) {
        long all = 0;
        for (int more = some.getAsInt(); more > 0; more = some.getAsInt()) {
            all += more;
            progress.done(more);
        }
        return all;
    }
}
