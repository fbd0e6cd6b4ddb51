package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.domain.Conversation;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.Title;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The titles of conversations, folded from their events. Takes part in the current transaction.
final class ExpectedTitles {

    private final AggregateEvents events;

    ExpectedTitles(AggregateEvents events) {
        this.events = events;
    }

    /// The title of each of the conversations, if it has one. Leaves out events that cannot be read.
    Map<ConversationKey, Optional<Title>> of(Collection<ConversationKey> keys) {
        Map<String, ConversationKey> byAggregate =
                keys.stream().collect(Collectors.toMap(ConversationKey::aggregate, Function.identity()));
        Map<ConversationKey, Conversation> conversations = new HashMap<>();
        keys.forEach(key -> conversations.put(key, Conversation.first(key)));
        events.read(byAggregate.keySet(), recorded -> {
            ConversationKey key = Objects.requireNonNull(byAggregate.get(recorded.aggregate()));
            ConversationEvent.of(recorded.event())
                    .ifPresent(event -> conversations.computeIfPresent(key, (_, before) -> before.next(event)));
        });
        Map<ConversationKey, Optional<Title>> titles = new HashMap<>();
        conversations.forEach((key, conversation) -> titles.put(key, Optional.ofNullable(conversation.title())));
        return titles;
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
