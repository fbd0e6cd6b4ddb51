package io.omne.memory.application;

import io.omne.embedding.api.VectorIndex;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.FinishEmbeddings.Result;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
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
    private final EmbeddingSettings settings;
    private final Clock clock;

    EmbeddingCommands(
            EmbeddingQueue queue, Memories memories, VectorIndex vectors, EmbeddingSettings settings, Clock clock) {
        this.queue = queue;
        this.memories = memories;
        this.vectors = vectors;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Claims handle(ClaimEmbeddings command) {
        Instant now = now();
        Instant leasedUntil = now.plus(settings.lease());
        List<Step> steps = decide(queue.due(command.limit(), now), memory -> memory.claim(leasedUntil, now));
        memories.save(steps);
        return new Claims(steps.stream()
                .map(Step::after)
                .map(it ->
                        new Claim(it.key(), it.counts().revision(), it.content().text()))
                .toList());
    }

    @CommandHandler
    int handle(ReleaseExpiredClaims command) {
        Instant now = now();
        List<Step> steps = decide(queue.expired(command.limit(), now), memory -> memory.interrupt(now));
        memories.save(steps);
        return steps.size();
    }

    @CommandHandler
    void handle(ReturnClaims command) {
        Instant now = now();
        memories.save(decide(queue.locked(command.keys()), memory -> memory.interrupt(now)));
    }

    @CommandHandler
    void handle(RenewLeases command) {
        queue.renew(command.keys(), now().plus(settings.lease()));
    }

    @CommandHandler
    void handle(FinishEmbeddings command) {
        Instant now = now();
        Map<MemoryKey, Result> results =
                command.results().stream().collect(Collectors.toMap(Result::key, Function.identity()));
        List<Step> steps = decide(queue.locked(results.keySet()), memory -> switch (results.get(memory.key())) {
            case Result.Embedded it ->
                memory.complete(it.revision(), it.model(), it.passages().size(), now);
            case Result.Failed it ->
                memory.fail(
                        it.revision(),
                        it.failure(),
                        settings.retryPolicy(),
                        ThreadLocalRandom.current().nextDouble(),
                        now);
            case null -> throw new IllegalStateException("a memory that was not asked for");
        });
        memories.save(steps);
        for (Step step : steps) {
            if (results.get(step.after().key()) instanceof Result.Embedded it) {
                vectors.put(step.after().owner(), it.key().id().value(), it.passages());
            }
        }
    }

    /// The steps of those memories that accept. A refused or late result is nobody's loss: whoever changed
    /// the memory meanwhile has put it where it belongs.
    private static List<Step> decide(List<Memory> taken, Function<Memory, Decision> decision) {
        var steps = new ArrayList<Step>(taken.size());
        for (Memory memory : taken) {
            switch (decision.apply(memory)) {
                case Decision.Accepted accepted -> steps.add(Step.of(memory, accepted));
                case Decision.Refused refused -> log.debug("{} refused: {}", memory.id(), refused.reason());
                case Decision.ThrownAway _ -> log.debug("{}: late result thrown away", memory.id());
            }
        }
        return steps;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
