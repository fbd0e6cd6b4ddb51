package io.omne.memory.application.sweeps;

import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.RetrySweep;
import io.omne.memory.application.MemoryJobs;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The sweep that makes memories pending again whose embedding failed recently. It leaves out texts that the model
/// cannot embed, until their content or the model changes.
@Component
class RetryFailedEmbeddings extends RetrySweep {

    private final CommandGateway commands;
    private final int batch;

    RetryFailedEmbeddings(CommandGateway commands, SweepSettings settings, DatabaseClock clock) {
        SweepSettings.Failed failed = settings.retryFailedEmbeddings();
        super(MemoryJobs.RETRY_FAILED_EMBEDDINGS, failed.every(), failed.maxAge(), clock);
        this.commands = commands;
        this.batch = failed.batch();
    }

    @Override
    protected int retrySome(Instant from, Instant to) {
        return commands.sendAndWait(new RetryFailures(batch, from, to));
    }
}
