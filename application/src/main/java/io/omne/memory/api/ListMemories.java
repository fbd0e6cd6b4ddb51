package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.time.Instant;

/// Query: a page of a user's memories, answered with a {@link MemoryPage}.
///
/// @param perPage 1 to 100
public record ListMemories(UserId owner, MemoryFilter filter, MemoryOrder order, Place place, int perPage) {

    public static final Place FIRST_PAGE = new Place.Page(1);

    /// How many of the newest memories are kept together.
    private static final int RECENT = 10;

    /// Where a page begins.
    public sealed interface Place {

        /// The page of this number.
        ///
        /// @param number from 1
        record Page(int number) implements Place {}

        /// What comes after a memory, which need not be there any more.
        ///
        /// @param at the memory's time of those that the list is sorted by
        record After(Instant at, MemoryId id) implements Place {}
    }

    /// Whether this asks for the ten newest memories.
    public boolean isRecent() {
        return perPage == RECENT && isNewest();
    }

    /// The ten newest memories, where fewer of them are asked for.
    public ListMemories widened() {
        return perPage < RECENT && isNewest() ? new ListMemories(owner, filter, order, place, RECENT) : this;
    }

    private boolean isNewest() {
        return place.equals(FIRST_PAGE) && filter.equals(MemoryFilter.NONE) && order.equals(MemoryOrder.NEWEST_FIRST);
    }
}
