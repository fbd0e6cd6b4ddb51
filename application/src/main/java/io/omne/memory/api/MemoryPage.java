package io.omne.memory.api;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories.PageStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the memories of this page
/// @param total the number of memories on all pages; null if there are more than were counted, or if the page was
///     requested with {@link PageStart.After}
/// @param totalAtLeast how many memories were counted, {@link ListMemories#MOST_COUNTED}, if there are more on all
/// pages;
///     null otherwise
/// @param next where the next page begins; null on the last page
/// @param stale whether some of the user's writes before the request may be missing
public record MemoryPage(
        List<MemoryView> data,
        @Nullable Long total,
        @Nullable Long totalAtLeast,
        PageStart.@Nullable After next,
        boolean stale) {

    public MemoryPage stale(boolean isStale) {
        return new MemoryPage(data, total, totalAtLeast, next, isStale);
    }

    /// The page that a request for fewer memories would have got. Only for pages that are sorted newest first.
    public MemoryPage first(int perPage) {
        if (data.size() <= perPage) {
            return this;
        }
        MemoryView last = data.get(perPage - 1);
        return new MemoryPage(
                data.subList(0, perPage),
                total,
                totalAtLeast,
                new PageStart.After(last.createdAt(), new MemoryId(last.id())),
                stale);
    }
}
