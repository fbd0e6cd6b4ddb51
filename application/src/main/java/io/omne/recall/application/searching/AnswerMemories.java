package io.omne.recall.application.searching;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.MemoryView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the memories of an answer: the best ones, and those around them as far as the answer has room for them.
@Component
class AnswerMemories {

    /// How many are read together. Together they may have 20 MB.
    private static final int BATCH = 100;

    private final QueryGateway memories;

    AnswerMemories(QueryGateway memories) {
        this.memories = memories;
    }

    /// @param around the memories around the first of the best ones, and so on
    /// @return all of the best ones that are not deleted, and enough of the others
    Mono<Map<UUID, MemoryView>> read(UserId owner, List<MemoryId> best, Stream<MemoryId> around) {
        List<MemoryId> ids = Stream.concat(best.stream(), around).distinct().toList();
        return more(owner, ids, Set.copyOf(best), TokenLimit.MOST_AROUND, new HashMap<>());
    }

    private Mono<Map<UUID, MemoryView>> more(
            UserId owner, List<MemoryId> ids, Set<MemoryId> best, long left, Map<UUID, MemoryView> known) {
        if (ids.isEmpty() || left < 0) {
            return Mono.just(known);
        }
        int end = Math.min(BATCH, ids.size());
        return Mono.fromFuture(() -> memories.query(new FindMemories(owner, ids.subList(0, end)), FoundMemories.class))
                .flatMap(found -> {
                    found.memories().forEach(it -> known.put(it.id(), it));
                    long tokens = found.memories().stream()
                            .filter(it -> !best.contains(new MemoryId(it.id())))
                            .mapToLong(TokenLimit::tokens)
                            .sum();
                    return more(owner, ids.subList(end, ids.size()), best, left - tokens, known);
                });
    }
}
