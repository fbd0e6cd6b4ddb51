package io.omne.memory.application.sweeps;

import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.application.MemoryJobs;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The sweep that makes memories pending again which failed recently. It takes only memories that failed before it
/// began, so it ends even if all of them fail again at once. It leaves out texts that the model cannot embed, until
/// their content or the model changes.
@Component
class RetryFailedEmbeddings implements Job<NoParameters> {

    private final CommandGateway commands;
    private final SweepSettings.Failed settings;
    private final DatabaseClock clock;

    RetryFailedEmbeddings(CommandGateway commands, SweepSettings settings, DatabaseClock clock) {
        this.commands = commands;
        this.settings = settings.retryFailedEmbeddings();
        this.clock = clock;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return MemoryJobs.RETRY_FAILED_EMBEDDINGS;
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    /// @return how many memories became pending again
    @Override
    public String run(NoParameters none, Progress progress) {
        Instant began = clock.now();
        var batch = new RetryFailures(settings.batch(), began.minus(settings.maxAge()), began);
        progress.phase("retrying", 0);
        long retried = 0;
        int more;
        do {
            more = commands.sendAndWait(batch);
            retried += more;
            progress.done(more);
        } while (more > 0);
        return "{\"retried\": %d}".formatted(retried);
    }
}
