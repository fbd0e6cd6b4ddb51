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

/// The memories, for queries. Never blocks.
public interface MemoryViews {

    /// The memory, unless it is deleted. Related memories are not left out if they are deleted.
    Mono<MemoryView> find(MemoryKey key);

    /// Those of these memories that the user has and that are not deleted, in the order of the ids. Leaves out
    /// related memories that are deleted.
    Mono<List<MemoryView>> find(UserId owner, Collection<UUID> ids);

    /// Those of the ids that are memories of the owner and are not deleted.
    Mono<Set<UUID>> existing(UserId owner, Collection<UUID> ids);

    /// Memories of a conversation that are not deleted.
    ///
    /// @param limit the most memories to find
    Mono<MemoryIds> ofConversation(UserId owner, UUID conversation, Set<MemorySource> sources, int limit);

    /// A page of the user's memories from the list read model. Never marked as stale here.
    Mono<MemoryPage> list(ListMemories query);

    /// The memories that pass a filter, from the list read model. Never marked as stale here.
    Mono<SelectedMemories> select(SelectMemories query);

    /// The writes that the list lacks; empty if the list has all acknowledged writes of the user.
    Mono<Unlisted> unlisted(UserId owner);

    /// Whether the list has all of the user's writes up to this one.
    Mono<Boolean> hasListed(UserId owner, Unlisted upTo);

    /// Writes that the list lacks.
    ///
    /// @param number the number of the latest of them
    /// @param blocked whether one of them is a dead letter, so that waiting does not help
    record Unlisted(long number, boolean blocked) {}
}
