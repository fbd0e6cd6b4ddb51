package io.omne.memory.application;

import io.omne.access.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Command: keep these, in one transaction. Answered with {@link Created} once they are stored for good.
///
/// @param once null where each time it is asked makes memories of its own
public record CreateMemories(
        UserId owner, List<NewMemory> memories, @Nullable Once once) {

    public CreateMemories {
        memories = List.copyOf(memories);
    }
}
