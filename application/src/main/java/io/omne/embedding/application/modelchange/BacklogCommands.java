package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.TextSource;
import io.omne.embedding.api.TextSource.Page;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Handles the first and last steps of a change of the model, each in one transaction: texts are listed in the
/// backlog, and the next model becomes the serving one when all of them are done.
@Component
class BacklogCommands {

    private final IndexedModels models;
    private final ModelChanges changes;
    private final ModelBacklog backlog;
    private final TextSources sources;

    BacklogCommands(IndexedModels models, ModelChanges changes, ModelBacklog backlog, TextSources sources) {
        this.models = models;
        this.changes = changes;
        this.backlog = backlog;
        this.sources = sources;
    }

    @CommandHandler
    void handle(BacklogStep.ListMore command) {
        IndexedModel next = command.next();
        if (next.equals(models.lock().next())) {
            changes.lockListing(next).ifPresent(last -> changes.moveListing(next, listed(next, last, command.limit())));
        }
    }

    /// @return the last text that is now listed; null if all are
    private @Nullable TextKey listed(IndexedModel next, TextKey last, int limit) {
        TextSource source = sources.from(last.source());
        if (source == null) {
            return null;
        }
        TextKey after = source.name().equals(last.source()) ? last : TextKey.first(source.name());
        Page page = source.embedded(after, limit);
        backlog.list(next, page.texts());
        if (page.last() != null) {
            return page.last();
        }
        TextSource other = sources.after(source.name());
        return other == null ? null : TextKey.first(other.name());
    }

    @CommandHandler
    boolean handle(BacklogStep.Serve command) {
        IndexedModel next = command.next();
        if (!backlog.isEmpty(next)) {
            return false;
        }
        // A transaction that completed a text while this one waited for the lock has added the text to the backlog,
        // so the backlog is checked again.
        if (!next.equals(models.lockExclusively().next()) || !backlog.isEmpty(next)) {
            return false;
        }
        models.serve(next);
        changes.end(next);
        CurrentUnitOfWork.get().root().afterCommit(_ -> sources.served(next));
        return true;
    }

    @CommandHandler
    int handle(ForgetBacklog command) {
        return backlog.forgetRest(command.limit());
    }

    @CommandHandler
    int handle(EmbedOutdated command) {
        IndexedModel serving = models.lock().serving();
        return sources.all().stream()
                .mapToInt(source -> source.embedAgain(
                        serving, backlog.takeOutdated(serving, source.name(), command.limit()), command.limit()))
                .sum();
    }
}
