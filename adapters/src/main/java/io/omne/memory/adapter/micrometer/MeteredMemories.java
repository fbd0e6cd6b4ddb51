package io.omne.memory.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.EmbeddingCompleted;
import io.omne.memory.MemoryEvent.EmbeddingFailed;
import io.omne.memory.MemoryEvent.EmbeddingInterrupted;
import io.omne.memory.MemoryEvent.EmbeddingPostponed;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Counts how the attempts to embed memories end, and measures their latency. It wraps the memories because an
/// event does not say how long the content had waited; the state of the memory does. Changes that are rolled back
/// do not count.
@Component
@Primary
class MeteredMemories implements Memories {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };

    private final Memories memories;
    private final Counter completed;
    private final Counter postponed;
    private final Counter failed;
    private final Counter interrupted;
    private final Timer latency;

    MeteredMemories(Memories memories, MeterRegistry registry) {
        this.memories = memories;
        this.completed = attempts(registry, "completed");
        this.postponed = attempts(registry, "postponed");
        this.failed = attempts(registry, "failed");
        this.interrupted = attempts(registry, "interrupted");
        this.latency = Timer.builder("omne.embedding.latency")
                .description("From the creation of a memory, or its last edit if its content is not the first, to its"
                        + " vectors")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter attempts(MeterRegistry registry, String outcome) {
        return Counter.builder("omne.embedding.attempts")
                .description("Attempts to embed a memory, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public Optional<Memory> find(MemoryKey key) {
        return memories.find(key);
    }

    @Override
    public List<Memory> locked(UserId owner, Collection<MemoryId> ids) {
        return memories.locked(owner, ids);
    }

    @Override
    public Set<MemoryId> existing(UserId owner, Collection<MemoryId> ids) {
        return memories.existing(owner, ids);
    }

    @Override
    public void save(List<Transition> steps) {
        memories.save(steps);
        afterCommit(() -> steps.forEach(step -> step.events().forEach(event -> count(step, event))));
    }

    /// A command's transaction may begin only when the command is committed.
    private static void afterCommit(Runnable action) {
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().afterCommit(_ -> action.run());
        } else {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    action.run();
                }
            });
        }
    }

    @Override
    public void recordAccess(Map<MemoryKey, Instant> accesses) {
        memories.recordAccess(accesses);
    }

    private void count(Transition step, MemoryEvent event) {
        switch (event) {
            case EmbeddingCompleted it -> {
                completed.increment();
                latency.record(Duration.between(waitingSince(step.after()), it.at()));
            }
            case EmbeddingPostponed _ -> postponed.increment();
            case EmbeddingFailed _ -> failed.increment();
            case EmbeddingInterrupted _ -> interrupted.increment();
            default -> {
                // No attempt has ended.
            }
        }
    }

    /// The time at which the content was replaced is not stored; the time of the last edit is. A later edit of
    /// other fields makes the latency look shorter.
    private static Instant waitingSince(Memory memory) {
        return memory.counts().revision() == 1
                ? memory.lifetime().createdAt()
                : memory.lifetime().updatedAt();
    }
}
