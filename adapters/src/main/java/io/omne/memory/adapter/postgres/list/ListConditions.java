package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import java.util.List;

/// A query's terms as fragments of SQL, each of which binds the values that it names.
///
/// A term that the query does not have is left out rather than bound to something that is always true: an
/// index checks its conditions on every row it reads.
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

    /// The order of the list, and where in it the page begins.
    ListOrder order() {
        return order;
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
        return query.start() instanceof PageStart.Page;
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
        return values.bind("reach", reached);
    }

    /// Binds how many rows of each of many are worth a look before the last of the page is known.
    String share() {
        return values.bind("share", 2 + reached / 16);
    }

    String few() {
        return values.bind("few", costs.few());
    }

    /// Binds how many rows are better collected and sorted than looked for in the order of the list. Dates go
    /// with that order: what they ask for may all lie at its far end.
    String collected() {
        return values.bind("collected", hasDates() ? 20 * costs.few() : costs.few());
    }

    String probeCost() {
        return values.bind("probe_cost", costs.probe());
    }

    String tagArray() {
        return "cast(" + values.bind("tags", tags().toArray(String[]::new)) + " as text[])";
    }

    /// The status, type and source of a table under an alias.
    String facets(String alias) {
        return values.term(alias + ".embedding_status = %s", "status", filter.status())
                + values.term(alias + ".memory_type = %s", "type", filter.type())
                + values.term(alias + ".source = %s", "source", filter.source());
    }

    /// The dates, where that is when a memory was created.
    String dates(String created) {
        return values.term(created + " > %s", "created_after", filter.createdAfter())
                + values.term(created + " < %s", "created_before", filter.createdBefore());
    }

    /// That a memory has the tags.
    String tagged(String tags) {
        return " and " + tags + (isOfAll() ? " @> " : " && ") + tagArray();
    }
}
