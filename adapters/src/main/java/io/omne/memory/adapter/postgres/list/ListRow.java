package io.omne.memory.adapter.postgres.list;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A row of the result of a {@link ListStatement}. There is always at least one, for the total.
///
/// @param listed null if the page has no memories
record ListRow(
        @Nullable Listed listed,
        @Nullable Long total,
        @Nullable Long totalAtLeast) {

    /// @param at the time that the list is sorted by
    record Listed(MemoryView view, Instant at) {}

    static ListRow read(Readable row) {
        Listed listed =
                row.get("sorted_at") == null ? null : new Listed(ViewRow.read(row), ViewRow.time(row, "sorted_at"));
        return new ListRow(listed, row.get("total", Long.class), row.get("at_least", Long.class));
    }

    /// Makes a page of the first `perPage` rows. One more row means that there is a next page.
    static MemoryPage page(List<ListRow> rows, int perPage) {
        List<Listed> all = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.listed()))
                .limit(perPage)
                .toList();
        PageStart.After next = rows.size() > perPage ? after(all.getLast()) : null;
        List<MemoryView> data = all.stream().map(Listed::view).toList();
        return new MemoryPage(data, rows.getFirst().total(), rows.getFirst().totalAtLeast(), next, false);
    }

    private static PageStart.After after(Listed last) {
        return new PageStart.After(last.at(), new MemoryId(last.view().id()));
    }
}
