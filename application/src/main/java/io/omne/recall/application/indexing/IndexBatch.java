package io.omne.recall.application.indexing;

import io.omne.events.api.EventBatches;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.recall.application.indexing.EventEntries.Found;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the memories that the events of a transaction concern. An edited one is indexed as its events say now,
/// which may include later ones. Not safe for several threads.
final class IndexBatch implements EventBatches.Batch<MemoryEvent, MemoryKey> {

    private final IndexedMemories index;
    private final EventEntries edited;
    private final IndexEntries entries;

    private final Map<MemoryKey, MemoryText> created = new HashMap<>();
    private final Set<MemoryKey> changed = new HashSet<>();
    private final Set<MemoryKey> saved = new HashSet<>();

    IndexBatch(IndexedMemories index, EventEntries edited, IndexEntries entries) {
        this.index = index;
        this.edited = edited;
        this.entries = entries;
    }

    @Override
    public void take(MemoryEvent event) {
        var key = new MemoryKey(event.owner(), event.id());
        if (event instanceof Created) {
            created.put(key, MemoryText.of(event));
        } else {
            changed.add(key);
        }
    }

    @Override
    public Set<MemoryKey> unsaved() {
        var unsaved = new HashSet<>(created.keySet());
        unsaved.addAll(changed);
        return unsaved;
    }

    @Override
    public void save() {
        saved.addAll(unsaved());
        created.keySet().removeAll(changed);
        List<MemoryText> fresh = List.copyOf(created.values());
        List<MemoryId> edits = changed.stream().map(MemoryKey::id).toList();
        created.clear();
        changed.clear();
        if (!fresh.isEmpty() || !edits.isEmpty()) {
            Found found = edits.isEmpty() ? new Found(List.of(), Set.of(), Set.of()) : edited.read(edits);
            if (!found.broken().isEmpty()) {
                throw new IllegalStateException("the events of a memory cannot be read");
            }
            index.save(fresh.stream().map(entries::of).toList(), found.entries(), found.gone());
        }
    }

    @Override
    public Set<MemoryKey> taken() {
        return saved;
    }
}
