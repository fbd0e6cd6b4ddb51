package io.omne.memory.application.embedding;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.application.ToyFeed;
import org.axonframework.commandhandling.gateway.CommandGateway;

/// Leases for tests of other parts.
public final class HeldLeases {

    private HeldLeases() {}

    public static Leases of(CommandGateway commands, EmbeddingSettings settings, FailureClassifier failures) {
        return new Leases(
                commands,
                settings,
                new WakeUps(() -> new EmbeddingWork.Found(true, true, null), new ToyFeed()),
                failures,
                TestLoops.create());
    }
}
