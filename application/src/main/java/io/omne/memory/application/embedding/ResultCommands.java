package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.Reembedding;
import io.omne.embedding.api.VectorIndex;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Stores the results of embedding: the states of the memories and their vectors, in one transaction.
@Component
class ResultCommands {

    private final ClaimedMemories memories;
    private final VectorIndex vectors;
    private final IndexedModels models;
    private final Reembedding modelChange;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    ResultCommands(
            ClaimedMemories memories,
            VectorIndex vectors,
            IndexedModels models,
            Reembedding modelChange,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.memories = memories;
        this.vectors = vectors;
        this.models = models;
        this.modelChange = modelChange;
        this.settings = settings;
        this.clock = clock;
    }

    /// If readers use another model by now, the results are discarded and the claims are given back.
    @CommandHandler
    void handle(FinishEmbeddings command) {
        Instant now = clock.now();
        Map<MemoryKey, EmbeddingResult> results = command.results().stream()
                .collect(Collectors.toMap(result -> MemoryKey.of(result.key()), Function.identity()));
        Snapshot kept = models.lock();
        List<Memory> held = memories.held(results.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, it -> it.getValue().claim().token())));
        if (!kept.serving().equals(command.model())) {
            memories.save(held, memory -> memory.interrupt(now));
            return;
        }
        List<Transition> steps =
                memories.save(held, memory -> finish(memory, results.get(memory.key()), command.model(), now));
        memories.noteFaultyTexts(command.model(), steps);
        List<VectorIndex.Entry> entries = steps.stream()
                .flatMap(step -> entry(step.after(), results.get(step.after().key())))
                .toList();
        vectors.put(command.model(), entries);
        if (kept.next() != null) {
            modelChange.embedded(
                    kept.next(),
                    entries.stream()
                            .map(entry -> new TextKey(MemoryKey.SOURCE, entry.owner(), entry.id()))
                            .toList());
        }
    }

    private Decision finish(Memory memory, @Nullable EmbeddingResult result, IndexedModel model, Instant now) {
        return switch (result) {
            case EmbeddingResult.Embedded it ->
                memory.complete(
                        it.claim().revision(),
                        model.spec().model(),
                        it.passages().size(),
                        it.omission() == null ? null : EmbeddingFailure.of(it.omission()),
                        now);
            case EmbeddingResult.Failed it ->
                memory.fail(
                        it.claim().revision(),
                        EmbeddingFailure.of(it.failure()),
                        it.canBeRetried() ? settings.retryPolicy() : RetryPolicy.NONE,
                        ThreadLocalRandom.current().nextDouble(),
                        now);
            case null -> throw new IllegalStateException("a memory that was not asked for");
        };
    }

    private static Stream<VectorIndex.Entry> entry(Memory memory, @Nullable EmbeddingResult result) {
        return result instanceof EmbeddingResult.Embedded it
                ? Stream.of(new VectorIndex.Entry(memory.owner(), memory.id().value(), it.passages()))
                : Stream.empty();
    }
}
