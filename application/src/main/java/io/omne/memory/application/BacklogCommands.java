package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.FinishEmbeddings.Result;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import io.omne.memory.domain.RetryPolicy;
import java.time.Duration;
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

    /// Longer than a batch takes, for none has more than is soon done. Who is killed leaves its claims until then.
    private static final Duration CLAIMED = Duration.ofMinutes(1);

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
        List<Memory> due = backlog.claim(command.next(), command.limit(), now, now.plus(CLAIMED));
        List<Memory> taken = Claims.soonDone(due);
        backlog.giveBack(command.next(), keys(due.subList(taken.size(), due.size())), now);
        Map<Boolean, List<Memory>> byNeed = taken.stream().collect(Collectors.partitioningBy(BacklogCommands::needs));
        backlog.done(command.next(), keys(byNeed.getOrDefault(false, List.of())));
        return Claims.of(command.next(), byNeed.getOrDefault(true, List.of()));
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
        Map<MemoryKey, Result> results =
                command.results().stream().collect(Collectors.toMap(Result::key, Function.identity()));
        var entries = new ArrayList<VectorIndex.Entry>();
        Set<MemoryKey> done = new HashSet<>();
        for (Memory memory : queue.locked(results.keySet())) {
            Result result = results.get(memory.key());
            if (result == null
                    || !needs(memory)
                    || result.revision() != memory.counts().revision()) {
                continue;
            }
            switch (result) {
                case Result.Embedded it -> {
                    entries.add(
                            new VectorIndex.Entry(memory.owner(), memory.id().value(), it.passages()));
                    done.add(memory.key());
                }
                case Result.Failed it -> failed(command.next(), it);
            }
        }
        vectors.put(command.next(), entries);
        backlog.done(command.next(), done);
    }

    @CommandHandler
    void handle(BacklogStep.GiveBack command) {
        if (isNext(command)) {
            backlog.giveBack(command.next(), command.memories(), clock.now());
        }
    }

    @CommandHandler
    int handle(ForgetBacklog command) {
        return backlog.forgetRest(command.limit());
    }

    private void failed(IndexedModel next, Result.Failed result) {
        RetryPolicy policy = result.canBeRetried() ? settings.retryPolicy() : RetryPolicy.NONE;
        Instant again = policy.next(
                        backlog.attempts(next, result.key()) + 1,
                        ThreadLocalRandom.current().nextDouble())
                .map(clock.now()::plus)
                .orElse(null);
        backlog.failed(next, result.key(), result.failure(), again);
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

    private static List<MemoryKey> keys(List<Memory> memories) {
        return memories.stream().map(Memory::key).toList();
    }
}
