package io.omne.memory.api;

import io.omne.memory.MemoryIds;

/// The result of {@link SelectMemories}.
///
/// @param count how many memories pass the filter
/// @param pending how many of these have no vectors yet, or can have none
/// @param stale whether some of the user's writes before the request may be missing
public record SelectedMemories(Selection selection, long count, long pending, boolean stale) {

    public SelectedMemories stale(boolean isStale) {
        return new SelectedMemories(selection, count, pending, isStale);
    }

    /// Which of the user's memories pass.
    public sealed interface Selection {

        record Everything() implements Selection {}

        record Only(MemoryIds ids) implements Selection {}

        record AllBut(MemoryIds ids) implements Selection {}
    }
}
