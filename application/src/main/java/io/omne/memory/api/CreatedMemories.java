package io.omne.memory.api;

import io.omne.access.api.CreationLimit.Quota;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of {@link CreateMemories}.
///
/// @param memories pending, in the order asked, without the rejected ones; fewer where the owner's limit was reached
/// @param cleaned for each of the memories, the fields that lost markup, such as `content` or `metadata.note`
/// @param rejected those that may not be stored
/// @param again whether an earlier request under the same key created them: then they are as it was told,
///     whatever has become of them since
/// @param quota how many more the owner may create; null where nothing limits them
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
