package io.omne.events.adapter.axon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;

/// A gateway whose `sendAndWait` ends. Axon's waits for ever for a command that nobody answers.
final class BoundedCommandGateway extends DefaultCommandGateway {

    /// Longer than a command may take: whatever it waits for has limits of its own.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Duration longest;

    BoundedCommandGateway(Builder builder) {
        this(builder, LONGEST);
    }

    BoundedCommandGateway(Builder builder, Duration longest) {
        super(builder);
        this.longest = longest;
    }

    /// @throws org.axonframework.commandhandling.CommandExecutionException when it was not answered in time,
    ///     whatever becomes of it then
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Axon declares it
    public <R extends @Nullable Object> R sendAndWait(Object command) {
        return sendAndWait(command, longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
