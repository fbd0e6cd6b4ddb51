package io.omne.memory.adapter.web.memories;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.TagFilter;
import io.omne.web.request.CursorScope;
import java.util.stream.Stream;

/// The scopes of the cursors of memories.
public final class MemoryScopes {

    private MemoryScopes() {}

    /// The user's list with this filter and order, whatever its position and the size of its pages.
    public static CursorScope of(ListMemories list) {
        MemoryFilter filter = list.filter();
        MemoryOrder order = list.order();
        TagFilter tags = filter.tags();
        var parts = Stream.<Object>of(
                "list",
                list.owner(),
                order.by(),
                order.direction(),
                filter.types(),
                filter.sources(),
                filter.statuses(),
                String.valueOf(filter.conversation()),
                filter.created(),
                filter.occurred(),
                String.valueOf(filter.superseded()),
                tags.match(),
                tags.wanted().values().size());
        return CursorScope.of(Stream.concat(
                parts, Stream.concat(tags.wanted().values().stream(), tags.excluded().values().stream())));
    }

    /// The history of the user's memory.
    public static CursorScope of(UserId owner, MemoryId memory) {
        return CursorScope.of(Stream.of("history", owner, memory));
    }
}
