package io.omne.conversations.adapter.postgres;

import io.omne.conversations.application.listing.ConversationMemory;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the list must have of memories, folded from their events. Takes part in the current transaction.
final class ExpectedMemories {

    private final AggregateEvents events;

    ExpectedMemories(AggregateEvents events) {
        this.events = events;
    }

    /// @param memories those that the list must have, and no others
    /// @param unreadable how many of the memories have an event that cannot be read; they are left out
    record Expected(Map<MemoryKey, ConversationMemory> memories, Set<String> unreadable) {}

    Expected of(Collection<MemoryKey> keys) {
        Map<MemoryKey, ConversationMemory> memories = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        events.read(keys.stream().map(it -> it.id().toString()).toList(), it -> fold(it, memories, unreadable));
        memories.keySet().removeIf(it -> unreadable.contains(it.id().toString()));
        return new Expected(memories, unreadable);
    }

    private static void fold(
            RecordedEvent recorded, Map<MemoryKey, ConversationMemory> memories, Set<String> unreadable) {
        Optional<MemoryEvent> event = MemoryEvent.of(recorded.event());
        if (event.isEmpty()) {
            unreadable.add(recorded.aggregate());
            return;
        }
        var key = new MemoryKey(event.get().owner(), event.get().id());
        Optional<ConversationMemory> after = event.get() instanceof Created created
                ? ConversationMemory.of(created)
                : Optional.ofNullable(memories.get(key)).flatMap(it -> it.next(event.get()));
        after.ifPresentOrElse(it -> memories.put(key, it), () -> memories.remove(key));
    }
}
