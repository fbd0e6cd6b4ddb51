package io.omne.memory.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.events.api.GroupedCommand;
import io.omne.memory.api.NewMemory.UniqueKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Command: stores memories in one transaction: all of them, or only the first ones if the owner's creation limit
/// does not allow more. A memory that is not valid, or whose {@link UniqueKey} is used, is not stored and does not
/// prevent the others. Answered with {@link CreatedMemories} after the commit.
///
/// @param limit the limit that the memories count against; null if they count against none
/// @param allowance the owner's own limit; null if the general limit applies
/// @param idempotencyKey null if each repeat of the request creates memories of its own
public record CreateMemories(
        UserId owner,
        @Nullable Kind limit,
        @Nullable Allowance allowance,
        List<NewMemory> memories,
        @Nullable IdempotencyKey idempotencyKey)
        implements DeclaredChanges, GroupedCommand {

    public CreateMemories {
        memories = List.copyOf(memories);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }

    /// A key is taken when the transaction begins: a repeat waits for its end.
    @Override
    public boolean mayShareTransaction() {
        return idempotencyKey == null && !hasUniqueKeys();
    }

    /// Whether any of the memories has a key of its own.
    public boolean hasUniqueKeys() {
        return memories.stream().anyMatch(it -> it.key() != null);
    }

    /// The same command for other memories.
    public CreateMemories with(List<NewMemory> others) {
        return new CreateMemories(owner, limit, allowance, others, idempotencyKey);
    }
}
