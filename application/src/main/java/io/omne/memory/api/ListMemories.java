package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.PageSize;
import java.time.Instant;

/// Query: a page of a user's memories, answered with a {@link MemoryPage}.
///
/// @param perPage 1 to {@value PageSize#MOST}
public record ListMemories(UserId owner, MemoryFilter filter, MemoryOrder order, PageStart start, int perPage) {

    /// Skipping rows costs the database what reading them would.
    private static final int DEEPEST = 10_000;

    public static final PageStart FIRST_PAGE = new PageStart.Page(1);

    /// How many of the newest memories are kept together.
    private static final int RECENT = 10;

    /// @throws InvalidValue where it asks for more than anybody may
    public ListMemories {
        PageSize.check(perPage);
        if (start instanceof PageStart.Page(int number) && (long) number * perPage > DEEPEST) {
            throw new InvalidValue(
                    "page", ErrorCode.TOO_DEEP, "page times per_page must be at most 10,000: use cursor");
        }
    }

    /// Where a page begins.
    public sealed interface PageStart {

        /// The page of this number.
        ///
        /// @param number from 1
        record Page(int number) implements PageStart {

            public Page {
                if (number < 1) {
                    throw new InvalidValue("page", ErrorCode.OUT_OF_RANGE, "must be at least 1");
                }
            }
        }

        /// What comes after a memory, which need not be there any more.
        ///
        /// @param at the memory's time of those that the list is sorted by
        record After(Instant at, MemoryId id) implements PageStart {}
    }

    /// Whether this asks for the ten newest memories.
    public boolean isRecent() {
        return perPage == RECENT && isNewest();
    }

    /// The ten newest memories, where fewer of them are asked for.
    public ListMemories widened() {
        return perPage < RECENT && isNewest() ? new ListMemories(owner, filter, order, start, RECENT) : this;
    }

    private boolean isNewest() {
        return start.equals(FIRST_PAGE) && filter.equals(MemoryFilter.NONE) && order.equals(MemoryOrder.NEWEST_FIRST);
    }
}
