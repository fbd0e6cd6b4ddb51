package io.omne.conversations.application.administration;

import io.omne.conversations.application.ConversationJobs;
import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.RetrySweep;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// The sweep that makes conversations pending again with messages that were left aside recently, because their
/// extraction failed. A transaction has one conversation, which may be long.
@Component
class RetryFailedExtractions extends RetrySweep {

    private final CommandGateway commands;

    RetryFailedExtractions(CommandGateway commands, RetrySettings settings, DatabaseClock clock) {
        super(ConversationJobs.RETRY_FAILED_EXTRACTIONS, settings.every(), settings.maxAge(), clock);
        this.commands = commands;
    }

    @Override
    protected int retrySome(Instant from, Instant to) {
        return commands.sendAndWait(new RetryFailure(from, to));
    }
}
