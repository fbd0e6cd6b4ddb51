package io.omne.recall.application.searching;

import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.api.SearchHit.Context;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.WordIndex;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.RankedMemory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds what was said before and after memories in their conversations, whatever the filter. An answer can do
/// without it if there is no time left.
@Component
class Surroundings {

    private static final ParsedQuery NO_WORDS = new ParsedQuery(List.of(), List.of(), List.of(), List.of());

    private final WordIndex index;

    Surroundings(WordIndex index) {
        this.index = index;
    }

    Mono<Around> of(Asked asked, List<RankedMemory> memories) {
        int wanted = asked.search().context();
        List<MemoryId> ids = memories.stream()
                .filter(it -> it.memory().conversation() != null)
                .map(it -> it.memory().id())
                .toList();
        if (wanted == 0 || ids.isEmpty()) {
            return Mono.just(new Around(List.of(), wanted));
        }
        return index.around(asked.search().owner(), NO_WORDS, ids, wanted, new Selection.Everything())
                .map(found -> new Around(found, wanted))
                .timeout(asked.deadline().leftForContext())
                .onErrorReturn(TimeoutException.class, new Around(List.of(), 0));
    }

    /// Memories, conversation by conversation, in the order of their times.
    static final class Around {

        private final List<IndexedMemory> memories;
        private final int wanted;
        private final Map<MemoryId, Integer> places = new HashMap<>();

        Around(List<IndexedMemory> memories, int wanted) {
            this.memories = memories;
            this.wanted = wanted;
            IntStream.range(0, memories.size())
                    .forEach(i -> places.put(memories.get(i).id(), i));
        }

        /// What stands around a memory, as far as it is among the views. Null if nothing is wanted, or known.
        @Nullable
        Context of(MemoryId id, Map<UUID, MemoryView> views) {
            return wanted == 0 ? null : new Context(known(before(id), views), known(after(id), views));
        }

        private static List<MemoryView> known(List<MemoryId> ids, Map<UUID, MemoryView> views) {
            return ids.stream()
                    .flatMap(id -> Stream.ofNullable(views.get(id.value())))
                    .toList();
        }

        Stream<MemoryId> ids(MemoryId id) {
            return Stream.concat(before(id).stream(), after(id).stream());
        }

        private List<MemoryId> before(MemoryId id) {
            Integer place = places.get(id);
            return place == null ? List.of() : between(place, Math.max(0, place - wanted), place);
        }

        private List<MemoryId> after(MemoryId id) {
            Integer place = places.get(id);
            return place == null ? List.of() : between(place, place + 1, Math.min(memories.size(), place + 1 + wanted));
        }

        private List<MemoryId> between(int place, int from, int to) {
            var conversation = memories.get(place).conversation();
            return memories.subList(from, to).stream()
                    .filter(it -> conversation != null && conversation.equals(it.conversation()))
                    .map(IndexedMemory::id)
                    .toList();
        }
    }
}
