package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.IndexedModels;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// What is left to do once readers use another model.
@Component
class OutdatedEmbeddings {

    private final IndexedModels models;
    private final ModelBacklog backlog;
    private final EmbeddingQueue queue;
    private final Memories memories;
    private final DatabaseClock clock;

    OutdatedEmbeddings(
            IndexedModels models, ModelBacklog backlog, EmbeddingQueue queue, Memories memories, DatabaseClock clock) {
        this.models = models;
        this.backlog = backlog;
        this.queue = queue;
        this.memories = memories;
        this.clock = clock;
    }

    @CommandHandler
    int handle(EmbedOutdated command) {
        IndexedModel serving = models.hold().serving();
        Instant now = clock.now();
        List<Memory> outdated = Stream.concat(
                        queue.locked(backlog.takeOutdated(serving, command.limit())).stream(),
                        queue.refusedByOthers(serving, command.limit()).stream())
                .toList();
        memories.save(outdated.stream().flatMap(memory -> step(memory, now)).toList());
        return outdated.size();
    }

    private static Stream<Transition> step(Memory memory, Instant now) {
        return memory.embedAgain(now) instanceof Decision.Accepted accepted
                ? Stream.of(Transition.of(memory, accepted))
                : Stream.empty();
    }
}
