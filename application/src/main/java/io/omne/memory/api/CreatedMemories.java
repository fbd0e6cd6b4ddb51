package io.omne.memory.api;

import io.omne.access.api.CreationLimit.Quota;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of {@link CreateMemories}.
///
/// @param memories pending, in the order asked; fewer than were asked for where the owner's limit was reached
/// @param again whether an earlier request under the same key created them: then they are as it was told,
///     whatever has become of them since
/// @param quota how many more the owner may create; null where nothing limits them
public record CreatedMemories(
        List<MemoryView> memories, boolean again, @Nullable Quota quota) {

    public CreatedMemories {
        memories = List.copyOf(memories);
    }
}
