package io.omne.memory.adapter.web.memories;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.web.request.CursorScope;
import java.util.stream.Stream;

/// The scopes of the cursors of memories.
public final class MemoryScopes {

    private MemoryScopes() {}

    /// The user's list with this filter and order, whatever its position and the size of its pages.
    public static CursorScope of(ListMemories list) {
        MemoryFilter filter = list.filter();
        MemoryOrder order = list.order();
        var parts = Stream.of(
                "list",
                list.owner(),
                order.by(),
                order.direction(),
                String.valueOf(filter.type()),
                String.valueOf(filter.source()),
                String.valueOf(filter.status()),
                String.valueOf(filter.createdAfter()),
                String.valueOf(filter.createdBefore()),
                filter.match());
        return CursorScope.of(Stream.concat(parts, filter.tags().values().stream()));
    }

    /// The history of the user's memory.
    public static CursorScope of(UserId owner, MemoryId memory) {
        return CursorScope.of(Stream.of("history", owner, memory));
    }
}
