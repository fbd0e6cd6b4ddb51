package io.omne.memory.api;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Command: keep these, in one transaction, or the first of them if the owner may not create so many now. One that
/// may not be stored stops no other. Answered with {@link CreatedMemories} once they are stored for good.
///
/// @param allowance what the owner may create instead of what everybody may; null where it is the same
/// @param idempotencyKey null where each time it is asked makes memories of its own
public record CreateMemories(
        UserId owner,
        @Nullable Allowance allowance,
        List<NewMemory> memories,
        @Nullable IdempotencyKey idempotencyKey) implements DeclaredChanges {

    public CreateMemories {
        memories = List.copyOf(memories);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
