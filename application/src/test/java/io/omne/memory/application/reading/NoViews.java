package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Views of no memories.
class NoViews implements MemoryViews {

    @Override
    public Mono<MemoryView> find(MemoryKey key) {
        return Mono.empty();
    }

    @Override
    public Mono<List<MemoryView>> find(UserId owner, Collection<UUID> ids) {
        return Mono.empty();
    }

    @Override
    public Mono<Set<UUID>> existing(UserId owner, Collection<UUID> ids) {
        return Mono.empty();
    }

    @Override
    public Mono<MemoryIds> ofConversation(UserId owner, UUID conversation, Set<MemorySource> sources, int limit) {
        return Mono.empty();
    }

    @Override
    public Mono<MemoryPage> list(ListMemories query) {
        return Mono.empty();
    }

    @Override
    public Mono<SelectedMemories> select(SelectMemories query) {
        return Mono.empty();
    }

    @Override
    public Mono<Unlisted> unlisted(UserId owner) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> hasListed(UserId owner, Unlisted upTo) {
        return Mono.empty();
    }
}
