package io.omne.memory.api;

import io.omne.access.api.CreationLimit.Quota;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of {@link CreateMemories}.
///
/// @param memories the created memories, pending, in the order of the request, without the rejected ones; fewer if
///     the owner's limit was reached
/// @param cleaned for each created memory, the fields that lost markup, such as `content` or `metadata.note`
/// @param rejected the memories that are not valid
/// @param again whether an earlier request with the same idempotency key created the memories; then they are shown
///     as they were created, without later changes
/// @param quota how many more memories the owner may create; null if there is no limit
public record CreatedMemories(
        List<MemoryView> memories,
        List<List<String>> cleaned,
        List<RejectedMemory> rejected,
        boolean again,
        @Nullable Quota quota) {

    public CreatedMemories {
        memories = List.copyOf(memories);
        cleaned = List.copyOf(cleaned);
        rejected = List.copyOf(rejected);
    }
}
