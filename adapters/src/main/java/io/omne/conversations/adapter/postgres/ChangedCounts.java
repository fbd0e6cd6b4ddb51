package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.adapter.postgres.PostgresConversationList.Row;
import java.util.HashMap;
import java.util.Map;

/// By how much the numbers of the memories of conversations change. Used by one thread.
final class ChangedCounts {

    private final Map<ConversationKey, Change> changes = new HashMap<>();

    record Change(long messages, long extracted) {

        private Change plus(Change other) {
            return new Change(messages + other.messages, extracted + other.extracted);
        }
    }

    void add(Row memory, int more) {
        var change = memory.isMessage() ? new Change(more, 0) : new Change(0, more);
        changes.merge(memory.conversation(), change, Change::plus);
    }

    Map<ConversationKey, Change> changes() {
        return changes;
    }
}
