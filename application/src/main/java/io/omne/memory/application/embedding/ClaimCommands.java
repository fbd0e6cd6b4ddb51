package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import io.omne.memory.application.sweeps.RetryFailures;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands that claim memories, renew or give back claims, and retry failed memories, each in one
/// transaction.
@Component
class ClaimCommands {

    private final EmbeddingQueue queue;
    private final ClaimedMemories memories;
    private final IndexedModels models;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    ClaimCommands(
            EmbeddingQueue queue,
            ClaimedMemories memories,
            IndexedModels models,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.queue = queue;
        this.memories = memories;
        this.models = models;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Claims handle(ClaimEmbeddings command) {
        Instant now = clock.now();
        Instant leasedUntil = now.plus(settings.lease());
        Instant dueBy = command.dueBy();
        List<Transition> steps = memories.save(
                Claims.soonDone(
                        queue.due(command.lane(), command.limit(), command.texts(), dueBy == null ? now : dueBy),
                        memory -> memory.content().text().length()),
                memory -> memory.claim(leasedUntil, now));
        return new Claims(
                models.current().serving(),
                steps.stream()
                        .map(Transition::after)
                        .flatMap(ClaimCommands::claim)
                        .toList());
    }

    private static Stream<Claim> claim(Memory memory) {
        return memory.embedding() instanceof Embedding.Processing it
                ? Stream.of(new Claim(
                        memory.key().text(),
                        it.claim(),
                        memory.counts().revision(),
                        memory.content().text()))
                : Stream.empty();
    }

    @CommandHandler
    int handle(ReleaseExpiredClaims command) {
        Instant now = clock.now();
        List<Transition> steps = memories.save(queue.expired(command.limit(), now), memory -> memory.lose(now));
        memories.noteFaultyTexts(models.current().serving(), steps);
        return steps.size();
    }

    @CommandHandler
    int handle(RetryFailures command) {
        Instant now = clock.now();
        return memories.save(queue.failed(command.limit(), command.from(), command.to()), memory -> memory.retry(now))
                .size();
    }

    @CommandHandler
    void handle(ReturnClaims command) {
        Instant now = clock.now();
        memories.save(memories.held(command.tokens()), memory -> memory.interrupt(now));
    }

    @CommandHandler
    void handle(RenewLeases command) {
        queue.renew(command.tokens(), clock.now().plus(settings.lease()));
    }
}
