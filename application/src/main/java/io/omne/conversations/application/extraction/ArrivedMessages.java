package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.ExtractionDecisions;
import io.omne.database.api.DatabaseClock;
import io.omne.events.api.EventBatches;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Collects the new messages of a transaction by their conversations. Used by one thread.
final class ArrivedMessages implements EventBatches.Batch<MemoryEvent, UserId> {

    /// About how many characters are a token of a language model.
    private static final int CHARACTERS_PER_TOKEN = 4;

    /// All transactions lock conversations in this order.
    private static final Comparator<ConversationKey> ORDER = Comparator.comparing(ConversationKey::aggregate);

    private final Stores stores;
    private final List<MemoryEvent> unsaved = new ArrayList<>();
    private final Set<UserId> taken = new HashSet<>();

    ArrivedMessages(Stores stores) {
        this.stores = stores;
    }

    /// Where they are stored.
    @Component
    record Stores(
            Conversations conversations,
            UnextractedMessages messages,
            ExtractionSettings settings,
            DatabaseClock clock) {}

    @Override
    public void take(MemoryEvent event) {
        unsaved.add(event);
        taken.add(event.owner());
    }

    @Override
    public Set<UserId> unsaved() {
        return unsaved.stream().map(MemoryEvent::owner).collect(Collectors.toSet());
    }

    @Override
    public void save() {
        List<MemoryEvent> events = List.copyOf(unsaved);
        unsaved.clear();
        Map<ConversationKey, List<Created>> all = events.stream()
                .flatMap(it -> it instanceof Created created ? Stream.of(created) : Stream.empty())
                .collect(Collectors.groupingBy(MessageArrivals::key, () -> new TreeMap<>(ORDER), Collectors.toList()));
        all.forEach(this::arrive);
        List<MemoryKey> deleted = events.stream()
                .filter(Deleted.class::isInstance)
                .map(it -> new MemoryKey(it.owner(), it.id()))
                .toList();
        if (!deleted.isEmpty()) {
            stores.messages().removeDeleted(deleted);
        }
    }

    private void arrive(ConversationKey key, List<Created> messages) {
        long characters =
                messages.stream().mapToLong(it -> it.content().text().length()).sum();
        Conversation conversation = stores.conversations().find(key); // locks it, as whoever adds its messages does
        stores.messages().add(Map.of(key, messages.stream().map(Created::id).toList()));
        stores.conversations()
                .save(
                        conversation,
                        new ExtractionDecisions(conversation)
                                .arrive(
                                        messages.size(),
                                        Math.ceilDiv(characters, CHARACTERS_PER_TOKEN),
                                        stores.settings().timing(),
                                        stores.clock().now()));
    }

    @Override
    public Set<UserId> taken() {
        return taken;
    }
}
