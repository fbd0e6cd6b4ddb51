package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.MemoryList.Entry;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the events of a transaction come to, on their way into a list. For one thread.
///
/// @param states of the memories that the events were of
/// @param unsaved what the list does not have yet
/// @param passed the sequences of events that the list was past already
public record ListBatch(
        MemoryList list, Map<MemoryKey, Memory> states, Map<MemoryKey, Entry> unsaved, Map<MemoryKey, Long> passed) {

    public ListBatch(MemoryList list) {
        this(list, new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /// Takes one more event, unless the list is past it: it may have it already, or have removed its memory.
    ///
    /// @param number the event's own in its memory, from 0
    /// @throws IllegalStateException where the list lacks an earlier event of the memory
    /// @throws IllegalArgumentException where the event cannot happen to the memory as the list has it
    public void take(MemoryEvent event, long number) {
        var key = new MemoryKey(event.owner(), event.id());
        Memory before =
                states.containsKey(key) ? states.get(key) : list.find(key).orElse(null);
        long next = before == null ? 0 : before.counts().sequence();
        if (number < next || (before == null && list.isGone(key))) {
            passed.merge(key, number + 1, Math::max);
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
    }

    /// Saves what was taken since the last time.
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

    /// Whose lists have changed.
    public Set<UserId> owners() {
        return states.keySet().stream().map(MemoryKey::owner).collect(Collectors.toSet());
    }
}
