package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.PageSize;
import java.time.Instant;

/// Query: lists a page of a user's memories. Answered with a {@link MemoryPage}.
///
/// @param perPage 1 to {@value PageSize#MOST}
public record ListMemories(UserId owner, MemoryFilter filter, MemoryOrder order, PageStart start, int perPage) {

    /// The deepest row that a page number can reach. PostgreSQL reads the rows that it skips, so deep pages are
    /// slow.
    private static final int DEEPEST = 10_000;

    /// How many memories are counted at most if their number is not stored: as many as page numbers can reach.
    public static final int MOST_COUNTED = DEEPEST;

    public static final PageStart FIRST_PAGE = new PageStart.Page(1);

    /// The number of newest memories that are cached together.
    private static final int RECENT = 10;

    /// @throws InvalidValue if the page is too large or too deep
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

        /// The page that follows a memory, which may have been deleted meanwhile.
        ///
        /// @param at the time of the memory by which the list is sorted
        record After(Instant at, MemoryId id) implements PageStart {}
    }

    /// Whether this query asks for exactly the ten newest memories.
    public boolean isRecent() {
        return perPage == RECENT && isNewest();
    }

    /// The query for the ten newest memories if this query asks for fewer of them; otherwise this query.
    public ListMemories widened() {
        return perPage < RECENT && isNewest() ? new ListMemories(owner, filter, order, start, RECENT) : this;
    }

    private boolean isNewest() {
        return start.equals(FIRST_PAGE) && filter.equals(MemoryFilter.NONE) && order.equals(MemoryOrder.NEWEST_FIRST);
    }
}
