package io.omne.memory.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.RetryPolicy;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.modelchange.ModelBacklog.Taken;
import io.omne.memory.application.reading.CacheEpoch;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/// What a change of the model does, each step in one transaction. No memory changes by it: its vectors of the
/// next model are nobody's until readers use them, all at once.
@Component
class BacklogCommands {

    private final IndexedModels models;
    private final ModelBacklog backlog;
    private final EmbeddingQueue queue;
    private final VectorIndex vectors;
    private final CacheEpoch epoch;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    BacklogCommands(
            IndexedModels models,
            ModelBacklog backlog,
            EmbeddingQueue queue,
            VectorIndex vectors,
            CacheEpoch epoch,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.models = models;
        this.backlog = backlog;
        this.queue = queue;
        this.vectors = vectors;
        this.epoch = epoch;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    void handle(BacklogStep.ListMore command) {
        if (isNext(command)) {
            backlog.list(command.next(), command.limit());
        }
    }

    /// A memory that is pending again, or deleted, needs nothing of it: it comes back when it is completed.
    @CommandHandler
    Claims handle(BacklogStep.Claim command) {
        if (!isNext(command)) {
            return new Claims(command.next(), List.of());
        }
        Instant now = clock.now();
        backlog.loseExpired(command.next(), TextFailure.MOST_LOSSES, EmbeddingFailure.INSTANCE_LOST, now);
        List<Taken> due =
                backlog.claim(command.next(), command.lane(), command.limit(), now, now.plus(settings.lease()));
        int soon = Claims.soonDone(due, it -> it.memory().content().text().length())
                .size();
        backlog.giveBack(command.next(), memories(Claim.tokens(claims(due.subList(soon, due.size())))), now);
        Map<Boolean, List<Taken>> byNeed =
                due.subList(0, soon).stream().collect(Collectors.partitioningBy(it -> needs(it.memory())));
        backlog.done(
                command.next(),
                byNeed.getOrDefault(false, List.of()).stream()
                        .map(it -> it.memory().key())
                        .toList());
        List<Claim> claims = claims(byNeed.getOrDefault(true, List.of()));
        backlog.pay(command.next(), claims.size(), now);
        return new Claims(command.next(), claims);
    }

    private static List<Claim> claims(List<Taken> taken) {
        return taken.stream()
                .map(it -> new Claim(
                        it.memory().key().text(),
                        it.token(),
                        it.memory().counts().revision(),
                        it.memory().content().text()))
                .toList();
    }

    private static Map<MemoryKey, Long> memories(Map<TextKey, Long> tokens) {
        return tokens.entrySet().stream()
                .collect(Collectors.toMap(it -> MemoryKey.of(it.getKey()), Map.Entry::getValue));
    }

    private static boolean needs(Memory memory) {
        return !memory.isGone() && memory.embedding() instanceof Embedding.Completed;
    }

    /// A memory that has changed meanwhile stays in the backlog.
    @CommandHandler
    void handle(BacklogStep.Finish command) {
        if (!isNext(command)) {
            return;
        }
        Map<MemoryKey, EmbeddingResult> results =
                command.results().stream().collect(Collectors.toMap(it -> MemoryKey.of(it.key()), Function.identity()));
        var entries = new ArrayList<VectorIndex.Entry>();
        Set<MemoryKey> done = new HashSet<>();
        Set<MemoryKey> outdated = new HashSet<>();
        List<Memory> locked = queue.locked(results.keySet());
        Set<MemoryKey> held = backlog.held(
                command.next(),
                memories(Claim.tokens(
                        command.results().stream().map(EmbeddingResult::claim).toList())));
        for (Memory memory : locked) {
            EmbeddingResult result = results.get(memory.key());
            if (result == null
                    || !held.contains(memory.key())
                    || !needs(memory)
                    || result.claim().revision() != memory.counts().revision()) {
                continue;
            }
            switch (result) {
                case EmbeddingResult.Embedded it -> {
                    entries.add(
                            new VectorIndex.Entry(memory.owner(), memory.id().value(), it.passages()));
                    boolean isAsBefore =
                            it.omission() == null && memory.embedding().failure() == null;
                    (isAsBefore ? done : outdated).add(memory.key());
                }
                case EmbeddingResult.Failed it
                when isNotSupported(it) -> {
                    entries.add(
                            new VectorIndex.Entry(memory.owner(), memory.id().value(), List.of()));
                    outdated.add(memory.key());
                }
                case EmbeddingResult.Failed it -> failed(command.next(), it);
            }
        }
        vectors.put(command.next(), entries);
        backlog.done(command.next(), done);
        backlog.doneButOutdated(command.next(), outdated);
    }

    private static boolean isNotSupported(EmbeddingResult.Failed result) {
        return result.failure().code().equals(TextFailure.NOT_SUPPORTED);
    }

    @CommandHandler
    void handle(BacklogStep.GiveBack command) {
        if (isNext(command)) {
            backlog.giveBack(command.next(), memories(command.tokens()), clock.now());
        }
    }

    @CommandHandler
    void handle(BacklogStep.Renew command) {
        if (isNext(command)) {
            backlog.renew(
                    command.next(), memories(command.tokens()), clock.now().plus(settings.lease()));
        }
    }

    @CommandHandler
    int handle(ForgetBacklog command) {
        return backlog.forgetRest(command.limit());
    }

    private void failed(IndexedModel next, EmbeddingResult.Failed result) {
        RetryPolicy policy = result.canBeRetried() ? settings.retryPolicy() : RetryPolicy.NONE;
        MemoryKey memory = MemoryKey.of(result.key());
        Instant again = policy.next(
                        backlog.attempts(next, memory) + 1,
                        ThreadLocalRandom.current().nextDouble())
                .map(clock.now()::plus)
                .orElse(null);
        backlog.failed(next, memory, EmbeddingFailure.of(result.failure()), again);
    }

    @CommandHandler
    boolean handle(BacklogStep.Serve command) {
        if (!backlog.isEmpty(command.next())) {
            return false;
        }
        // Whoever completes a memory while it waits puts it into the backlog: so it is looked at again.
        if (!command.next().equals(models.holdAlone().next()) || !backlog.isEmpty(command.next())) {
            return false;
        }
        models.serve(command.next());
        backlog.end(command.next());
        // Kept views name the model that was used before.
        CurrentUnitOfWork.get().root().afterCommit(_ -> epoch.advance());
        return true;
    }

    private boolean isNext(BacklogStep step) {
        return step.next().equals(models.hold().next());
    }
}
