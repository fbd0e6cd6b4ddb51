package io.omne.events.adapter.axon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;

/// A gateway whose `sendAndWait` has a time limit. Axon's own waits forever for a command that is never answered.
final class BoundedCommandGateway extends DefaultCommandGateway {

    /// Longer than a command may take: everything that a command waits for has its own limit.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Duration longest;

    BoundedCommandGateway(Builder builder) {
        this(builder, LONGEST);
    }

    BoundedCommandGateway(Builder builder, Duration longest) {
        super(builder);
        this.longest = longest;
    }

    /// @throws org.axonframework.commandhandling.CommandExecutionException if the command was not answered in time;
    ///     it may still be carried out
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R extends @Nullable Object> R sendAndWait(Object command) {
        return sendAndWait(command, longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
