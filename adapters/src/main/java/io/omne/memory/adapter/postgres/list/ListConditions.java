package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import java.util.List;

/// A query's terms as fragments of SQL, each of which binds the values that it names.
///
/// A term that the query does not have is left out, rather than bound to a value that matches everything: an index
/// checks its conditions on every row that it reads.
final class ListConditions {

    private final ListMemories query;
    private final MemoryFilter filter;
    private final ListCosts costs;
    private final long reached;
    private final BoundValues values = new BoundValues();
    private final ListOrder order;

    ListConditions(ListMemories query, ListCosts costs) {
        this.query = query;
        this.filter = query.filter();
        this.costs = costs;
        long offset = query.start() instanceof PageStart.Page page ? (page.number() - 1L) * query.perPage() : 0;
        this.reached = offset + query.perPage() + 1;
        values.bind("user_id", query.owner().value());
        values.bind("limit", query.perPage() + 1);
        values.bind("offset", offset);
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

    List<String> tags() {
        return filter.tags().values();
    }

    /// Whether a memory must have all of the tags, not just any of them.
    boolean isOfAll() {
        return filter.match() == MemoryFilter.TagsMatch.ALL || tags().size() == 1;
    }

    /// Whether the query asks for the total.
    boolean isCounted() {
        return query.start() instanceof PageStart.Page;
    }

    /// Whether the query asks for a status, type or source.
    boolean hasFacets() {
        return filter.status() != null || filter.type() != null || filter.source() != null;
    }

    boolean hasDates() {
        return filter.createdAfter() != null || filter.createdBefore() != null;
    }

    /// Binds the number of rows from the first of the list to the end of the page, and one more.
    String reach() {
        return values.bind("reach", reached);
    }

    /// Binds how many rows of each stream are read to find a bound for the end of the page.
    String share() {
        return values.bind("share", 2 + reached / 16);
    }

    String few() {
        return values.bind("few", costs.few());
    }

    /// Binds up to how many rows it is cheaper to collect and sort them than to read in the order of the list. With
    /// dates the number is higher, because all matching rows may lie at the far end of that order.
    String collected() {
        return values.bind("collected", hasDates() ? 20 * costs.few() : costs.few());
    }

    String probeCost() {
        return values.bind("probe_cost", costs.probe());
    }

    String tagArray() {
        return "cast(" + values.bind("tags", tags().toArray(String[]::new)) + " as text[])";
    }

    /// The conditions on the status, type and source of the table with this alias.
    String facets(String alias) {
        return values.term(alias + ".embedding_status = %s", "status", filter.status())
                + values.term(alias + ".memory_type = %s", "type", filter.type())
                + values.term(alias + ".source = %s", "source", filter.source());
    }

    /// The conditions on the dates, for a column with the time of creation.
    String dates(String created) {
        return values.term(created + " > %s", "created_after", filter.createdAfter())
                + values.term(created + " < %s", "created_before", filter.createdBefore());
    }

    /// The condition that a memory has the tags.
    String tagged(String tags) {
        return " and " + tags + (isOfAll() ? " @> " : " && ") + tagArray();
    }
}
