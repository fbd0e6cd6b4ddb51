package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.validation.PageSize;

/// Query: what happened to a memory, oldest first, answered with a {@link HistoryPage}.
///
/// @param after leaves out the events up to this sequence; 0 leaves out none
/// @param perPage 1 to {@value PageSize#MOST}
/// @see io.omne.memory.api.MemoryNotFound
public record ReadHistory(UserId owner, MemoryId id, long after, int perPage) {

    /// @throws io.omne.validation.InvalidValue where it asks for more than anybody may
    public ReadHistory {
        PageSize.check(perPage);
    }
}
