package io.omne.embedding.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.api.IndexedModels;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/// What is left to do once readers use another model: its predecessor's vectors are dropped, and texts are
/// embedded again of which the predecessor said something that is not true any more.
@Component
class ModelUpkeep {

    private static final int OUTDATED_AT_ONCE = 100;

    /// Longer than anybody reads vectors of a model that was just replaced.
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

    /// Looks now and then, and soon after this instance has let readers use another model.
    ///
    /// @return whether texts are embedded again, and there may be more of them
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

    /// This instance has let readers use another model.
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
