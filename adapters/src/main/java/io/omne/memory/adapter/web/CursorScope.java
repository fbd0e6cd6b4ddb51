package io.omne.memory.adapter.web;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a cursor is for; for anything else it is worth nothing.
///
/// @param text different for whatever is different
record CursorScope(String text) {

    static final CursorScope REFUSED_TEXTS = of(Stream.of("refused texts"));

    /// The user's list with this filter and order, whatever its place and the size of its pages.
    static CursorScope of(ListMemories list) {
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
        return of(Stream.concat(parts, filter.tags().values().stream()));
    }

    /// The history of the user's memory.
    static CursorScope of(UserId owner, MemoryId memory) {
        return of(Stream.of("history", owner, memory));
    }

    /// Each part after its length, so that no two rows of parts make the same text.
    private static CursorScope of(Stream<Object> parts) {
        return new CursorScope(
                parts.map(Object::toString).map(it -> it.length() + ":" + it).collect(Collectors.joining()));
    }
}
