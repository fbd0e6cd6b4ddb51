package io.omne.memory.api;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories.PageStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the memories of this page
/// @param total the number of memories on all pages; null if the page was requested with {@link PageStart.After}
/// @param next where the next page begins; null on the last page
/// @param stale whether some of the user's writes before the request may be missing
public record MemoryPage(List<MemoryView> data, @Nullable Long total, PageStart.@Nullable After next, boolean stale) {

    public MemoryPage stale(boolean isStale) {
        return new MemoryPage(data, total, next, isStale);
    }

    /// The page that a request for fewer memories would have got. Only for pages that are sorted newest first.
    public MemoryPage first(int perPage) {
        if (data.size() <= perPage) {
            return this;
        }
        MemoryView last = data.get(perPage - 1);
        return new MemoryPage(
                data.subList(0, perPage), total, new PageStart.After(last.createdAt(), new MemoryId(last.id())), stale);
    }
}
