package io.omne.memory.application;

import io.omne.access.UserId;
import java.util.List;

/// Command: keep these, in one transaction. Answered with {@link Created} once they are stored for good.
public record CreateMemories(UserId owner, List<NewMemory> memories) {

    public CreateMemories {
        memories = List.copyOf(memories);
    }
}
