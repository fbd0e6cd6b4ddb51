package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Finds and saves the memories of claims, for the handlers of the saga's commands. Takes part in the current
/// transaction.
@Component
class ClaimedMemories {

    private static final Logger log = LoggerFactory.getLogger(ClaimedMemories.class);

    private final EmbeddingQueue queue;
    private final Memories memories;

    ClaimedMemories(EmbeddingQueue queue, Memories memories) {
        this.queue = queue;
        this.memories = memories;
    }

    /// Locks and returns the memories that are still in processing under these claims. Results of older claims are
    /// discarded.
    List<Memory> held(Map<MemoryKey, Long> tokens) {
        return queue.locked(tokens.keySet()).stream()
                .filter(memory -> memory.isHeldBy(tokens.getOrDefault(memory.key(), 0L)))
                .toList();
    }

    /// Applies a decision to the memories and saves those that accept it. A rejected decision or a late result needs
    /// no further action: another transaction has changed the memory meanwhile, and that change is right.
    ///
    /// @return the transitions that were saved
    List<Transition> save(List<Memory> taken, Function<Memory, Decision> decision) {
        var steps = new ArrayList<Transition>(taken.size());
        for (Memory memory : taken) {
            switch (decision.apply(memory)) {
                case Decision.Accepted accepted -> steps.add(Transition.of(memory, accepted));
                case Decision.Rejected rejected -> log.debug("{} rejected: {}", memory.id(), rejected.reason());
                case Decision.ThrownAway _ -> log.debug("{}: late result thrown away", memory.id());
            }
        }
        memories.save(steps);
        return steps;
    }

    /// Records which memories failed because of their texts. This is recorded for this model only.
    void noteFaultyTexts(IndexedModel model, List<Transition> steps) {
        queue.refusedBy(
                model,
                steps.stream()
                        .map(Transition::after)
                        .filter(ClaimedMemories::isTextAtFault)
                        .map(Memory::key)
                        .toList());
    }

    private static boolean isTextAtFault(Memory memory) {
        return memory.embedding() instanceof Embedding.Failed it && it.failure().concernsText();
    }
}
