package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.TagFilter;
import java.util.List;
import java.util.UUID;

/// A query's terms as fragments of SQL, each of which binds the values that it names.
///
/// A term that the query does not have is left out, rather than bound to a value that matches everything: an index
/// checks its conditions on every row that it reads.
final class ListConditions {

    private static final long FAR = 20;
    private static final long TRIED = 4;

    private final ListMemories query;
    private final MemoryFilter filter;
    private final ListCosts costs;
    private final long offset;
    private final BoundValues values = new BoundValues();
    private final ListOrder order;

    ListConditions(ListMemories query, ListCosts costs) {
        this.query = query;
        this.filter = query.filter();
        this.costs = costs;
        this.offset = query.start() instanceof PageStart.Page page ? (page.number() - 1L) * query.perPage() : 0;
        values.bind("user_id", query.owner().value());
        this.order = new ListOrder(query, values);
    }

    ListStatement statement(String sql) {
        return new ListStatement(sql, values.byName());
    }

    MemoryOrder.By by() {
        return query.order().by();
    }

    /// The order of the list and the position where the page begins.
    ListOrder order() {
        return order;
    }

    MemoryFilter filter() {
        return filter;
    }

    List<String> tags() {
        return filter.tags().wanted().values();
    }

    /// Whether a memory must have all of the tags, not just any of them.
    boolean isOfAll() {
        return filter.tags().match() == TagFilter.Match.ALL;
    }

    /// Whether the query asks for the total.
    boolean isCounted() {
        return query.start() instanceof PageStart.Page;
    }

    /// Whether the query asks for some statuses, types or sources.
    boolean hasFacets() {
        return !filter.statuses().isEmpty()
                || !filter.types().isEmpty()
                || !filter.sources().isEmpty();
    }

    boolean hasDates() {
        return !filter.created().isAny();
    }

    /// Whether the query has conditions that neither counts nor the indexes of cells and tags know of.
    boolean hasOthers() {
        return filter.conversation() != null
                || !filter.occurred().isAny()
                || filter.superseded() != null
                || !filter.tags().excluded().values().isEmpty();
    }

    String limit() {
        return values.bind("limit", query.perPage() + 1);
    }

    String offset() {
        return values.bind("offset", offset);
    }

    /// Binds the number of rows from the first of the list to the end of the page, and one more.
    String reach() {
        return values.bind("reach", reached());
    }

    /// Binds how many rows of each stream are read to find a bound for the end of the page.
    String share() {
        return values.bind("share", 2 + reached() / 16);
    }

    private long reached() {
        return offset + query.perPage() + 1;
    }

    /// Binds up to how many memories, of which few are skipped when they are read in the order of the list, it is
    /// cheaper to collect and sort them.
    String collected() {
        return values.bind("collected", costs.few());
    }

    /// Binds the same for memories that may all lie at the far end of that order.
    String mostCollected() {
        return values.bind("most_collected", FAR * costs.few());
    }

    /// Binds how many rows are read in order before more are collected.
    String tried() {
        return values.bind("tried", TRIED * costs.few());
    }

    /// Binds up to how many memories a total that is not stored is counted.
    String counted() {
        return "cast(" + values.bind("counted", costs.counted()) + " as bigint)";
    }

    /// Binds one more than the largest number of matching rows that a statement tells from larger ones.
    String known() {
        return values.bind("known", 1 + Math.max(costs.counted(), FAR * costs.few()));
    }

    String probeCost() {
        return values.bind("probe_cost", costs.probe());
    }

    String tagArray() {
        return values.bindArray("tags", tags());
    }

    String excludedTagArray() {
        return values.bindArray("excluded_tags", filter.tags().excluded().values());
    }

    /// The conditions on the status, type and source of the table with this alias.
    String facets(String alias) {
        return values.oneOf(alias + ".embedding_status", "statuses", filter.statuses())
                + values.oneOf(alias + ".memory_type", "types", filter.types())
                + values.oneOf(alias + ".source", "sources", filter.sources());
    }

    /// The conditions on the dates, for a column with the time of creation.
    String dates(String created) {
        return values.within(created, "created", filter.created());
    }

    /// The conditions on the time that the list is sorted by, for this column.
    String sortedWithin(String at) {
        return switch (by()) {
            case CREATED_AT -> dates(at);
            case OCCURRED_AT -> values.within(at, "occurred", filter.occurred());
            case UPDATED_AT, ACCESSED_AT -> "";
        };
    }

    /// The condition that a memory has the tags.
    String tagged(String tags) {
        return " and " + tags + (isOfAll() ? " @> " : " && ") + tagArray();
    }

    /// The other conditions on the entry with this alias.
    String others(String alias) {
        UUID conversation = filter.conversation();
        Boolean superseded = filter.superseded();
        return (conversation == null
                        ? ""
                        : " and " + alias + ".conversation_id = " + values.bind("conversation", conversation))
                + values.within(ListOrder.occurred(alias), "occurred", filter.occurred())
                + (superseded == null
                        ? ""
                        : " and " + alias + ".superseded_by is " + (superseded ? "not null" : "null"))
                + (filter.tags().excluded().values().isEmpty()
                        ? ""
                        : " and not " + alias + ".tags && " + excludedTagArray());
    }

    /// Binds a value of the metadata.
    String bind(String name, Object value) {
        return values.bind(name, value);
    }
}
