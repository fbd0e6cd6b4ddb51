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

/// What the events of a transaction come to, on their way into a list. For one thread.
///
/// @param known the memories that were looked for
/// @param gone which of them were deleted
/// @param states of the known memories, with the events that were taken
/// @param unsaved what the list does not have yet
/// @param passed the sequences of events that the list was past already
/// @param changed the memories that events were taken of
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

    /// Looks for the memories of many events at once. One that was not looked for is looked for alone.
    public void lookFor(Collection<MemoryKey> keys) {
        MemoryList.Found found = list.find(keys);
        found.listed().forEach(memory -> states.put(memory.key(), memory));
        gone.addAll(found.gone());
        known.addAll(keys);
    }

    /// Takes one more event, unless the list is past it: it may have it already, or have removed its memory.
    ///
    /// @param number the event's own in its memory, from 0
    /// @throws IllegalStateException where the list lacks an earlier event of the memory
    /// @throws IllegalArgumentException where the event cannot happen to the memory as the list has it
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
        return changed.stream().map(MemoryKey::owner).collect(Collectors.toSet());
    }
}
