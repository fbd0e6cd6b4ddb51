package io.omne.conversations.application.listing;

import io.omne.events.api.EventBatches;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Collects the changes of a transaction by their users. Used by one thread.
final class ConversationBatch implements EventBatches.Batch<ConversationChange, UUID> {

    private final ConversationList list;
    private final List<ConversationChange> unsaved = new ArrayList<>();
    private final Set<UUID> taken = new HashSet<>();

    ConversationBatch(ConversationList list) {
        this.list = list;
    }

    @Override
    public void take(ConversationChange change) {
        unsaved.add(change);
        taken.add(change.owner());
    }

    @Override
    public Set<UUID> unsaved() {
        return unsaved.stream().map(ConversationChange::owner).collect(Collectors.toSet());
    }

    @Override
    public void save() {
        List<ConversationChange> changes = List.copyOf(unsaved);
        unsaved.clear();
        if (!changes.isEmpty()) {
            list.apply(changes);
        }
    }

    @Override
    public Set<UUID> taken() {
        return taken;
    }
}
