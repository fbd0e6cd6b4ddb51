package io.omne.memory.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.events.api.GroupedCommand;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Command: stores memories in one transaction: all of them, or only the first ones if the owner's creation limit
/// does not allow more. A memory that is not valid is rejected and does not prevent the others. Answered with
/// {@link CreatedMemories} after the commit.
///
/// @param allowance the owner's own creation limit; null if the general limit applies
/// @param idempotencyKey null if each repeat of the request creates memories of its own
public record CreateMemories(
        UserId owner,
        @Nullable Allowance allowance,
        List<NewMemory> memories,
        @Nullable IdempotencyKey idempotencyKey) implements DeclaredChanges, GroupedCommand {

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
        return idempotencyKey == null;
    }
}
