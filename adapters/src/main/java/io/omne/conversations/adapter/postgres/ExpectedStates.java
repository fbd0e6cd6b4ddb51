package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.listing.ListedState;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The states of conversations, folded from their events. Takes part in the current transaction.
final class ExpectedStates {

    private final AggregateEvents events;

    ExpectedStates(AggregateEvents events) {
        this.events = events;
    }

    /// The state of each of the conversations. Leaves out events that cannot be read.
    Map<ConversationKey, ListedState> of(Collection<ConversationKey> keys) {
        Map<String, ConversationKey> byAggregate =
                keys.stream().collect(Collectors.toMap(ConversationKey::aggregate, Function.identity()));
        Map<ConversationKey, ListedState> states = new HashMap<>();
        keys.forEach(key -> states.put(key, ListedState.NONE));
        events.read(byAggregate.keySet(), recorded -> {
            ConversationKey key = Objects.requireNonNull(byAggregate.get(recorded.aggregate()));
            ConversationEvent.of(recorded.event())
                    .ifPresent(event -> states.computeIfPresent(key, (_, before) -> before.next(event)));
        });
        return states;
    }

    /// All conversations that have events, in pages.
    void eachConversation(int limit, Consumer<List<ConversationKey>> each) {
        events.eachFirst(
                ConversationEvent.AGGREGATE_TYPE,
                limit,
                page -> each.accept(page.stream()
                        .map(RecordedEvent::event)
                        .flatMap(it -> ConversationEvent.of(it).stream())
                        .map(ConversationEvent::key)
                        .toList()));
    }
}
