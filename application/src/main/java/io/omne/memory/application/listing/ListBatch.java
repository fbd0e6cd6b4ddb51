package io.omne.memory.application.listing;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Folds the events of a transaction into the states that a list must store. Not safe for several threads.
///
/// @param known the memories that were looked up
/// @param gone the known memories that were deleted
/// @param states the states of the known memories, including the events that were applied
/// @param unsaved the changes that are not stored in the list yet
/// @param passed for each memory, the sequence of the last event that was skipped because the list was past it
/// @param changed the memories of all events of the batch
public record ListBatch(
        MemoryList list,
        Set<MemoryKey> known,
        Set<MemoryKey> gone,
        Map<MemoryKey, Memory> states,
        Map<MemoryKey, Entry> unsaved,
        Map<MemoryKey, Long> passed,
        Set<MemoryKey> changed) {

    public ListBatch(MemoryList list) {
        this(
                list,
                new HashSet<>(),
                new HashSet<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>());
    }

    /// Looks up the memories of many events at once. A memory that was not looked up before is looked up alone.
    public void lookFor(Collection<MemoryKey> keys) {
        MemoryList.Found found = list.find(keys);
        found.listed().forEach(memory -> states.put(memory.key(), memory));
        gone.addAll(found.gone());
        known.addAll(keys);
    }

    /// Applies one more event. Skips the event if the list is past it: the list may have stored the event, or
    /// removed its memory.
    ///
    /// @param number the sequence of the event in its memory, from 0
    /// @throws IllegalStateException if the list lacks an earlier event of the memory
    /// @throws IllegalArgumentException if the event is impossible in the state that the memory has in the list
    public void take(MemoryEvent event, long number) {
        var key = new MemoryKey(event.owner(), event.id());
        if (!known.contains(key)) {
            lookFor(List.of(key));
        }
        Memory before = states.get(key);
        long next = before == null ? 0 : before.counts().sequence();
        if (number < next || (before == null && gone.contains(key))) {
            passed.merge(key, number + 1, Math::max);
            changed.add(key);
            return;
        }
        if (number > next) {
            throw new IllegalStateException(
                    "event %d of a memory of which the list has %d".formatted(number + 1, next));
        }
        Memory after = before == null ? Fold.of(List.of(event)) : Fold.next(before, event);
        Entry first = unsaved.get(key);
        unsaved.put(key, new Entry(first == null ? before : first.before(), after));
        states.put(key, after);
        changed.add(key);
    }

    /// Saves the changes since the last call.
    public void save() {
        var entries = new ArrayList<>(unsaved.values());
        unsaved.clear();
        if (!entries.isEmpty()) {
            list.save(entries);
        }
        if (!passed.isEmpty()) {
            list.pass(Map.copyOf(passed));
            passed.clear();
        }
    }

    /// The users whose lists have changed.
    public Set<UserId> owners() {
        return changed.stream().map(MemoryKey::owner).collect(Collectors.toSet());
    }
}
