package io.omne.memory.adapter.postgres.list;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.Place;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A query's terms as fragments of SQL, each of which binds the values that it names.
///
/// A term that the query does not have is left out rather than bound to something that is always true: an
/// index checks its conditions on every row it reads.
final class ListConditions {

    private static final OffsetDateTime EARLIEST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime LATEST = OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC);

    private static final String FIRST_ID = "'00000000-0000-0000-0000-000000000000'";
    private static final String LAST_ID = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";

    private final ListMemories query;
    private final MemoryFilter filter;
    private final ListCosts costs;
    private final long reached;
    private final Map<String, Object> values = new HashMap<>();

    ListConditions(ListMemories query, ListCosts costs) {
        this.query = query;
        this.filter = query.filter();
        this.costs = costs;
        long offset = query.place() instanceof Place.Page page ? (page.number() - 1L) * query.perPage() : 0;
        this.reached = offset + query.perPage() + 1;
        values.put("user_id", query.owner().value());
        values.put("limit", query.perPage() + 1);
        values.put("offset", offset);
    }

    ListStatement statement(String sql) {
        return new ListStatement(sql, values);
    }

    MemoryOrder.By by() {
        return query.order().by();
    }

    List<String> tags() {
        return filter.tags().values();
    }

    /// Whether all of the tags are asked for, not any of them.
    boolean isOfAll() {
        return filter.match() == MemoryFilter.TagsMatch.ALL || tags().size() == 1;
    }

    /// Whether the total is asked for.
    boolean isCounted() {
        return query.place() instanceof Place.Page;
    }

    /// Whether a status, type or source is asked for.
    boolean hasFacets() {
        return filter.status() != null || filter.type() != null || filter.source() != null;
    }

    boolean hasDates() {
        return filter.createdAfter() != null || filter.createdBefore() != null;
    }

    /// Binds how many rows the page is at most away from the first.
    String reach() {
        return bind("reach", reached);
    }

    /// Binds how many rows of each of many are worth a look before the last of the page is known.
    String share() {
        return bind("share", 2 + reached / 16);
    }

    String few() {
        return bind("few", costs.few());
    }

    /// Binds how many rows are better collected and sorted than looked for in the order of the list. Dates go
    /// with that order: what they ask for may all lie at its far end.
    String collected() {
        return bind("collected", hasDates() ? 20 * costs.few() : costs.few());
    }

    String probeCost() {
        return bind("probe_cost", costs.probe());
    }

    String tagArray() {
        return "cast(" + bind("tags", tags().toArray(String[]::new)) + " as text[])";
    }

    /// The status, type and source of a table under an alias.
    String facets(String alias) {
        return term(alias + ".embedding_status = %s", "status", word(filter.status()))
                + term(alias + ".memory_type = %s", "type", word(filter.type()))
                + term(alias + ".source = %s", "source", word(filter.source()));
    }

    /// The dates, where that is when a memory was created.
    String dates(String created) {
        return term(created + " > %s", "created_after", time(filter.createdAfter()))
                + term(created + " < %s", "created_before", time(filter.createdBefore()));
    }

    /// That a row comes after the place where the page begins.
    String after(String at, String id) {
        if (!(query.place() instanceof Place.After after)) {
            return "";
        }
        String past = isAscending() ? ">" : "<";
        return term("(" + at + ", " + id + ") " + past + " (%s, ", "after_at", time(after.at()))
                + bind("after_id", after.id().value()) + ")";
    }

    /// The same, where the list is sorted by creation and the row's time is that.
    String afterCreation(String at, String id) {
        return by() == MemoryOrder.By.CREATED_AT ? after(at, id) : "";
    }

    /// That a memory has the tags.
    String tagged(String tags) {
        return " and " + tags + (isOfAll() ? " @> " : " && ") + tagArray();
    }

    /// That a row does not come after the one row of `bound`, if there is one.
    String upToBound(String at, String id) {
        return " and (%s, %s) %s (coalesce((select b.at from bound b), %s), coalesce((select b.id from bound b), %s))"
                .formatted(
                        at,
                        id,
                        isAscending() ? "<=" : ">=",
                        isAscending() ? "'infinity'" : "'-infinity'",
                        isAscending() ? LAST_ID : FIRST_ID);
    }

    String order(String at, String id) {
        String direction = isAscending() ? "asc" : "desc";
        return " order by %s %s, %s %s".formatted(at, direction, id, direction);
    }

    private boolean isAscending() {
        return query.order().direction() == MemoryOrder.Direction.ASC;
    }

    private String term(String condition, String name, @Nullable Object value) {
        return value == null ? "" : " and " + condition.formatted(bind(name, value));
    }

    private String bind(String name, Object value) {
        values.put(name, value);
        return ":" + name;
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : MemoryRow.word(value);
    }

    /// What PostgreSQL has no time for is beyond every memory.
    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(EARLIEST.toInstant())) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST.toInstant()) ? LATEST : MemoryRow.at(instant);
    }
}
