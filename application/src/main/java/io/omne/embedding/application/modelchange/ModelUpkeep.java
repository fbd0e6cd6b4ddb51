package io.omne.embedding.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.api.IndexedModels;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// Does the work that remains after a change of the model: deletes the vectors of the previous model, and embeds
/// texts again if the result of the previous model does not apply to the serving one.
@Component
class ModelUpkeep {

    private static final int OUTDATED_AT_ONCE = 100;

    /// Longer than any reader needs the vectors of a model that was just replaced.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final CommandGateway commands;
    private final IndexedModels models;
    private final DatabaseClock clock;
    private volatile long dropNanos = System.nanoTime();
    private volatile long outdatedNanos = System.nanoTime();

    ModelUpkeep(CommandGateway commands, IndexedModels models, DatabaseClock clock) {
        this.commands = commands;
        this.models = models;
        this.clock = clock;
    }

    /// Looks for this work again at once while there is some, otherwise once a minute, and soon after this instance
    /// has completed a change.
    ///
    /// @return whether some texts were made pending again, so that there may be more of them
    boolean doSome() {
        dropUnused();
        if (System.nanoTime() - outdatedNanos < 0) {
            return false;
        }
        boolean found = commands.<Integer>sendAndWait(new EmbedOutdated(OUTDATED_AT_ONCE)) > 0;
        if (!found) {
            outdatedNanos = System.nanoTime() + UNUSED.toNanos();
        }
        return found;
    }

    /// Call this when this instance has completed a change of the model.
    void hasServed() {
        outdatedNanos = System.nanoTime();
    }

    private void dropUnused() {
        if (System.nanoTime() - dropNanos >= 0) {
            dropNanos = System.nanoTime() + UNUSED.toNanos();
            models.dropUnused(clock.now().minus(UNUSED));
        }
    }
}
