package io.omne.recall.application.indexing;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Folds the stored events of memories.
@Component
class FoldedEntries implements EventEntries {

    private final AggregateEvents events;
    private final IndexEntries entries;

    FoldedEntries(AggregateEvents events, IndexEntries entries) {
        this.events = events;
        this.entries = entries;
    }

    @Override
    public Found read(Collection<MemoryId> ids) {
        Map<MemoryId, MemoryText> texts = new HashMap<>();
        Set<MemoryId> broken = new HashSet<>();
        events.read(ids.stream().map(MemoryId::toString).toList(), it -> fold(it, texts, broken));
        texts.keySet().removeAll(broken);
        List<IndexEntry> found = texts.values().stream()
                .filter(it -> !it.isGone())
                .map(entries::of)
                .toList();
        Set<MemoryKey> gone = texts.values().stream()
                .filter(MemoryText::isGone)
                .map(MemoryText::key)
                .collect(Collectors.toSet());
        return new Found(found, gone, broken);
    }

    private static void fold(RecordedEvent recorded, Map<MemoryId, MemoryText> texts, Set<MemoryId> broken) {
        var id = new MemoryId(UUID.fromString(recorded.aggregate()));
        if (broken.contains(id)) {
            return;
        }
        try {
            MemoryEvent event = MemoryEvent.of(recorded.event()).orElseThrow();
            MemoryText before = texts.get(id);
            texts.put(id, before == null ? MemoryText.of(event) : before.next(event));
        } catch (RuntimeException e) {
            broken.add(id);
        }
    }
}
