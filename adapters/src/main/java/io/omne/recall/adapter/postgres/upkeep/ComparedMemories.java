package io.omne.recall.adapter.postgres.upkeep;

import io.omne.access.UserId;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.recall.adapter.postgres.words.StoredEntries;
import io.omne.recall.adapter.postgres.words.StoredEntries.Stored;
import io.omne.recall.application.indexing.EventEntries;
import io.omne.recall.application.indexing.EventEntries.Found;
import io.omne.recall.application.indexing.IndexEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Compares the index with the events, some memories at a time. Takes part in the current transaction.
@Component
class ComparedMemories {

    private static final int PAGE = 250;

    private static final MemoryKey FIRST = new MemoryKey(new UserId(new UUID(0, 0)), new MemoryId(new UUID(0, 0)));

    private final StoredEntries stored;
    private final EventEntries entries;
    private final AggregateEvents events;

    ComparedMemories(NamedParameterJdbcTemplate jdbc, EventEntries entries, AggregateEvents events) {
        this.stored = new StoredEntries(jdbc);
        this.entries = entries;
        this.events = events;
    }

    /// All memories that have events, in pages. A memory whose first event cannot be read is left out.
    void eachPage(Consumer<Set<MemoryKey>> each) {
        events.eachFirst(
                MemoryEvent.AGGREGATE_TYPE,
                PAGE,
                page -> each.accept(page.stream()
                        .map(RecordedEvent::event)
                        .flatMap(it -> MemoryEvent.of(it).stream())
                        .map(it -> new MemoryKey(it.owner(), it.id()))
                        .collect(Collectors.toSet())));
    }

    /// All memories that are indexed, in pages.
    void eachIndexedPage(Consumer<List<MemoryKey>> each) {
        List<MemoryKey> page = stored.after(FIRST, PAGE);
        while (!page.isEmpty()) {
            each.accept(page);
            page = stored.after(page.getLast(), PAGE);
        }
    }

    /// The entries that the memories must have by their events.
    Found expected(Collection<MemoryKey> memories) {
        return entries.read(memories.stream().map(MemoryKey::id).toList());
    }

    /// Those of the entries that the index does not have, or has otherwise.
    List<IndexEntry> differing(List<IndexEntry> expected) {
        Map<MemoryKey, Stored> rows =
                stored.of(expected.stream().map(IndexEntry::key).collect(Collectors.toSet()));
        return expected.stream()
                .filter(it -> !rows.containsKey(it.key()) || !rows.get(it.key()).isOf(it))
                .toList();
    }

    /// Those of the memories that are indexed.
    Set<MemoryKey> indexed(Set<MemoryKey> memories) {
        return stored.of(memories).keySet();
    }

    /// Those of the memories that have no events.
    Set<MemoryKey> lost(Collection<MemoryKey> memories) {
        Map<String, Long> last = events.lastPositions(
                memories.stream().map(it -> it.id().toString()).toList());
        return memories.stream()
                .filter(it -> !last.containsKey(it.id().toString()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
