package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.validation.PageSize;

/// Query: lists the events of a memory, oldest first. Answered with a {@link HistoryPage}.
///
/// @param after leaves out the events up to this sequence; 0 leaves out none
/// @param perPage 1 to {@value PageSize#MOST}
/// @see io.omne.memory.api.MemoryNotFound
public record ReadHistory(UserId owner, MemoryId id, long after, int perPage) {

    /// @throws io.omne.validation.InvalidValue if the page is too large
    public ReadHistory {
        PageSize.check(perPage);
    }
}
