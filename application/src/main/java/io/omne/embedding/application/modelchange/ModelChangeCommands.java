package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.application.modelchange.ControlModelChange.Cancel;
import io.omne.embedding.application.modelchange.ControlModelChange.Limit;
import io.omne.embedding.application.modelchange.ControlModelChange.Pause;
import io.omne.embedding.application.modelchange.ControlModelChange.Resume;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands of administrators about the model.
@Component
class ModelChangeCommands {

    private final IndexedModels models;
    private final ModelChanges changes;
    private final BacklogFailures failures;
    private final ModelStates states;

    ModelChangeCommands(IndexedModels models, ModelChanges changes, BacklogFailures failures, ModelStates states) {
        this.models = models;
        this.changes = changes;
        this.failures = failures;
        this.states = states;
    }

    @CommandHandler
    ModelState handle(ChangeModel command) {
        checkChange(models.lockExclusively(), command.model());
        changes.begin(models.begin(command.model()), command.perSecond());
        return states.now();
    }

    static void checkChange(Snapshot kept, ModelSpec spec) {
        if (kept.next() != null) {
            throw new ModelChangeConflict("A change to %s is under way: follow it, or cancel it first."
                    .formatted(kept.next().spec().model()));
        }
        if (kept.serving().spec().equals(spec)) {
            throw new ModelChangeConflict("That model is used already.");
        }
    }

    @CommandHandler
    ModelState handle(Pause command) {
        changes.pause(next(models.lock()), true);
        return states.now();
    }

    @CommandHandler
    ModelState handle(Resume command) {
        IndexedModel next = next(models.lock());
        failures.retry(next); // first, as whoever finishes a batch takes them
        changes.pause(next, false);
        return states.now();
    }

    @CommandHandler
    ModelState handle(Limit command) {
        changes.limit(next(models.lock()), command.perSecond());
        return states.now();
    }

    @CommandHandler
    ModelState handle(Cancel command) {
        IndexedModel next = next(models.lockExclusively());
        models.abandon(next);
        changes.end(next);
        return states.now();
    }

    private static IndexedModel next(Snapshot kept) {
        if (kept.next() == null) {
            throw new ModelChangeConflict("No change of the model is under way.");
        }
        return kept.next();
    }
}
