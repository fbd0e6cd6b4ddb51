package io.omne.memory.application.writing;

import io.omne.memory.MemoryId;
import io.omne.memory.api.CreatedMemories.ExistingMemory;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.memory.application.writing.UniqueKeys.Use;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Memories with unique keys, by what is known about their keys. A position is that of a memory in the request.
///
/// @param fresh positions of the memories to create, in order
/// @param existing ids of those that were created before, by position
/// @param repeats positions of those that occur earlier in the request, with the position where they do
/// @param reused positions of those whose name has another content
record KeyedMemories(
        List<Integer> fresh,
        SortedMap<Integer, MemoryId> existing,
        SortedMap<Integer, Integer> repeats,
        List<Integer> reused) {

    static final KeyedMemories NONE = new KeyedMemories(List.of(), new TreeMap<>(), new TreeMap<>(), List.of());

    private record Name(UniqueKey key) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name(UniqueKey it)
                    && it.name().equals(key.name())
                    && it.scope().equals(key.scope());
        }

        @Override
        public int hashCode() {
            return Objects.hash(key.name(), key.scope());
        }
    }

    static KeyedMemories of(List<NewMemory> memories, Map<UniqueKey, Use> used) {
        var all = new KeyedMemories(new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
        Map<Name, Integer> first = new HashMap<>();
        for (int i = 0; i < memories.size(); i++) {
            UniqueKey key = memories.get(i).key();
            Use use = key == null ? null : used.get(key);
            if (use != null) {
                all.add(i, use);
            } else if (key == null || first.putIfAbsent(new Name(key), i) == null) {
                all.fresh.add(i);
            } else {
                all.addRepeat(i, key, Objects.requireNonNull(first.get(new Name(key))), memories);
            }
        }
        return all;
    }

    private void add(int position, Use use) {
        if (use.isSame()) {
            existing.put(position, use.id());
        } else {
            reused.add(position);
        }
    }

    private void addRepeat(int position, UniqueKey key, int earlier, List<NewMemory> memories) {
        if (key.equals(memories.get(earlier).key())) {
            repeats.put(position, earlier);
        } else {
            reused.add(position);
        }
    }

    List<ExistingMemory> known() {
        return existing.entrySet().stream()
                .map(it -> new ExistingMemory(it.getKey(), it.getValue()))
                .toList();
    }

    List<RejectedMemory> rejected() {
        return reused.stream().map(KeyedMemories::reused).toList();
    }

    static RejectedMemory reused(int position) {
        return new RejectedMemory(
                position,
                List.of(new InvalidValue("id", ErrorCode.ID_REUSED, "is the id of another one with other content")));
    }
}
