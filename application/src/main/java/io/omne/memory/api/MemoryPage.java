package io.omne.memory.api;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories.PageStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the memories of this page
/// @param total how many there are on all pages; null on a page that was asked for by what it comes after
/// @param next where the next page begins, null where there is none
/// @param stale whether something that the user wrote before asking may be missing
public record MemoryPage(List<MemoryView> data, @Nullable Long total, PageStart.@Nullable After next, boolean stale) {

    public MemoryPage stale(boolean isStale) {
        return new MemoryPage(data, total, next, isStale);
    }

    /// The page that would have been there if fewer had been asked for, newest first.
    public MemoryPage first(int perPage) {
        if (data.size() <= perPage) {
            return this;
        }
        MemoryView last = data.get(perPage - 1);
        return new MemoryPage(
                data.subList(0, perPage), total, new PageStart.After(last.createdAt(), new MemoryId(last.id())), stale);
    }
}
