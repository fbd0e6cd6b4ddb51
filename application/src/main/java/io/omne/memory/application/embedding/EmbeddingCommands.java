package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Kept;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claims;
import io.omne.memory.application.embedding.FinishEmbeddings.Result;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.sweeps.RetryFailures;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import io.omne.memory.domain.RetryPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What the embedding saga does to memories, each command in one transaction.
@Component
class EmbeddingCommands {

    private static final Logger log = LoggerFactory.getLogger(EmbeddingCommands.class);

    private final EmbeddingQueue queue;
    private final Memories memories;
    private final VectorIndex vectors;
    private final IndexedModels models;
    private final ModelBacklog backlog;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    EmbeddingCommands(
            EmbeddingQueue queue,
            Memories memories,
            VectorIndex vectors,
            IndexedModels models,
            ModelBacklog backlog,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.queue = queue;
        this.memories = memories;
        this.vectors = vectors;
        this.models = models;
        this.backlog = backlog;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Claims handle(ClaimEmbeddings command) {
        Instant now = clock.now();
        Instant leasedUntil = now.plus(settings.lease());
        Instant dueBy = command.dueBy();
        List<Transition> steps = decide(
                Claims.soonDone(
                        queue.due(command.lane(), command.limit(), command.texts(), dueBy == null ? now : dueBy)),
                memory -> memory.claim(leasedUntil, now));
        memories.save(steps);
        return new Claims(
                models.current().serving(),
                steps.stream()
                        .map(Transition::after)
                        .flatMap(EmbeddingCommands::claim)
                        .toList());
    }

    private static Stream<Claim> claim(Memory memory) {
        return memory.embedding() instanceof Embedding.Processing it
                ? Stream.of(Claim.of(memory, it.claim()))
                : Stream.empty();
    }

    @CommandHandler
    int handle(ReleaseExpiredClaims command) {
        Instant now = clock.now();
        List<Transition> steps = decide(queue.expired(command.limit(), now), memory -> memory.lose(now));
        memories.save(steps);
        noteFaultyTexts(models.current().serving(), steps);
        return steps.size();
    }

    @CommandHandler
    int handle(RetryFailures command) {
        Instant now = clock.now();
        List<Transition> steps =
                decide(queue.failed(command.limit(), command.from(), command.to()), memory -> memory.retry(now));
        memories.save(steps);
        return steps.size();
    }

    @CommandHandler
    void handle(ReturnClaims command) {
        Instant now = clock.now();
        memories.save(decide(held(command.tokens()), memory -> memory.interrupt(now)));
    }

    @CommandHandler
    void handle(RenewLeases command) {
        queue.renew(command.tokens(), clock.now().plus(settings.lease()));
    }

    /// Those that are still processed under these claims. Whatever comes of an older claim counts for nothing.
    private List<Memory> held(Map<MemoryKey, Long> tokens) {
        return queue.locked(tokens.keySet()).stream()
                .filter(memory -> memory.isHeldBy(tokens.getOrDefault(memory.key(), 0L)))
                .toList();
    }

    /// Where readers use another model by now, the results are of no use, and the memories are given back.
    @CommandHandler
    void handle(FinishEmbeddings command) {
        Instant now = clock.now();
        Map<MemoryKey, Result> results =
                command.results().stream().collect(Collectors.toMap(Result::key, Function.identity()));
        Kept kept = models.hold();
        List<Memory> held =
                held(Claim.tokens(command.results().stream().map(Result::claim).toList()));
        if (!kept.serving().equals(command.model())) {
            memories.save(decide(held, memory -> memory.interrupt(now)));
            return;
        }
        List<Transition> steps =
                decide(held, memory -> finish(memory, results.get(memory.key()), command.model(), now));
        memories.save(steps);
        noteFaultyTexts(command.model(), steps);
        List<VectorIndex.Entry> entries = steps.stream()
                .flatMap(step -> entry(step.after(), results.get(step.after().key())))
                .toList();
        vectors.put(command.model(), entries);
        if (kept.next() != null) {
            backlog.add(
                    kept.next(),
                    entries.stream()
                            .map(entry -> new MemoryKey(entry.owner(), new MemoryId(entry.id())))
                            .toList());
        }
    }

    private Decision finish(Memory memory, @Nullable Result result, IndexedModel model, Instant now) {
        return switch (result) {
            case Result.Embedded it ->
                memory.complete(
                        it.claim().revision(),
                        model.spec().model(),
                        it.passages().size(),
                        it.omission(),
                        now);
            case Result.Failed it ->
                memory.fail(
                        it.claim().revision(),
                        it.failure(),
                        it.canBeRetried() ? settings.retryPolicy() : RetryPolicy.NONE,
                        ThreadLocalRandom.current().nextDouble(),
                        now);
            case null -> throw new IllegalStateException("a memory that was not asked for");
        };
    }

    private void noteFaultyTexts(IndexedModel model, List<Transition> steps) {
        queue.refusedBy(
                model,
                steps.stream()
                        .map(Transition::after)
                        .filter(EmbeddingCommands::isTextAtFault)
                        .map(Memory::key)
                        .toList());
    }

    private static boolean isTextAtFault(Memory memory) {
        return memory.embedding() instanceof Embedding.Failed it && it.failure().concernsText();
    }

    private static Stream<VectorIndex.Entry> entry(Memory memory, @Nullable Result result) {
        return result instanceof Result.Embedded it
                ? Stream.of(new VectorIndex.Entry(memory.owner(), memory.id().value(), it.passages()))
                : Stream.empty();
    }

    /// The steps of those memories that accept. A refused or late result is nobody's loss: whoever changed
    /// the memory meanwhile has put it where it belongs.
    private static List<Transition> decide(List<Memory> taken, Function<Memory, Decision> decision) {
        var steps = new ArrayList<Transition>(taken.size());
        for (Memory memory : taken) {
            switch (decision.apply(memory)) {
                case Decision.Accepted accepted -> steps.add(Transition.of(memory, accepted));
                case Decision.Refused refused -> log.debug("{} refused: {}", memory.id(), refused.reason());
                case Decision.ThrownAway _ -> log.debug("{}: late result thrown away", memory.id());
            }
        }
        return steps;
    }
}
