package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.adapter.postgres.ExpectedMemories.Expected;
import io.omne.conversations.application.listing.ConversationChange;
import io.omne.conversations.application.listing.ConversationChange.Added;
import io.omne.conversations.application.listing.ConversationChange.Moved;
import io.omne.conversations.application.listing.ConversationChange.Removed;
import io.omne.conversations.application.listing.ConversationMemory;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Compares the list with the events, some memories or conversations at a time. Takes part in the current
/// transaction.
@Component
class ListComparison {

    private static final int PAGE = 250;

    private final AggregateEvents events;
    private final ExpectedMemories memories;
    private final ExpectedStates states;
    private final ListedRows rows;

    ListComparison(AggregateEvents events, NamedParameterJdbcTemplate jdbc) {
        this.events = events;
        this.memories = new ExpectedMemories(events);
        this.states = new ExpectedStates(events);
        this.rows = new ListedRows(jdbc);
    }

    /// All memories that have events, and then those of the list that have none, in pages.
    void eachMemory(Consumer<List<MemoryKey>> each) {
        events.eachFirst(
                MemoryEvent.AGGREGATE_TYPE,
                PAGE,
                page -> each.accept(page.stream()
                        .map(RecordedEvent::event)
                        .flatMap(it -> MemoryEvent.of(it).stream())
                        .map(it -> new MemoryKey(it.owner(), it.id()))
                        .toList()));
        rows.eachMemory(PAGE, page -> each.accept(withoutEvents(page)));
    }

    private List<MemoryKey> withoutEvents(List<MemoryKey> page) {
        Map<String, Long> last =
                events.lastPositions(page.stream().map(it -> it.id().toString()).toList());
        return page.stream().filter(it -> !last.containsKey(it.id().toString())).toList();
    }

    /// All conversations of the list, and then those that have memories or events and are not listed, in pages.
    void eachConversation(Consumer<List<ConversationKey>> each) {
        rows.eachConversation(PAGE, each);
        states.eachConversation(PAGE, page -> each.accept(rows.unlisted(page)));
    }

    /// The changes after which the list has these memories as their events say. Memories with an event that cannot be
    /// read stay as they are.
    List<ConversationChange> corrections(Collection<MemoryKey> keys) {
        Expected expected = memories.of(keys);
        Map<MemoryKey, ConversationMemory> stored = rows.of(keys);
        var changes = new ArrayList<ConversationChange>();
        for (MemoryKey key : keys) {
            if (!expected.unreadable().contains(key.id().toString())) {
                correct(key, stored.get(key), expected.memories().get(key), changes);
            }
        }
        return changes;
    }

    private static void correct(
            MemoryKey key,
            @Nullable ConversationMemory stored,
            @Nullable ConversationMemory expected,
            List<ConversationChange> changes) {
        if (expected == null) {
            Optional.ofNullable(stored).ifPresent(_ -> changes.add(new Removed(key)));
        } else if (stored == null) {
            changes.add(new Added(expected));
        } else if (!expected.equals(stored)) {
            changes.add(new Moved(key, expected.happenedAt()));
        }
    }

    /// Those of the conversations that are not listed as their memories and their events say.
    List<ConversationKey> differing(Collection<ConversationKey> keys) {
        return rows.differing(states.of(keys));
    }

    /// Lists these conversations anew. The lists of their users must be locked.
    void replace(Collection<ConversationKey> keys) {
        rows.replace(states.of(keys));
    }
}
