package io.omne.memory.adapter.postgres.list;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.SelectMemories;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Builds the statement that selects memories. Its row has the numbers `selected` and `pending`, and `ids`, packed and
/// in their order: of the memories that pass or, if `others` is true, of those that do not. The statement names
/// those that do not pass where these are fewer and can be found without reading the others.
final class SelectionSql {

    private static final String ALL = """
            select cast(coalesce(sum(c.memories), 0) as bigint) from memory_list.cells c where c.user_id = :user_id""";

    private static final String PENDING = "embedding_status <> 'completed'";

    private final SelectMemories query;
    private final ListConditions terms;
    private final EntrySql entries;

    private SelectionSql(SelectMemories query) {
        this.query = query;
        this.terms = new ListConditions(
                new ListMemories(query.owner(), query.filter(), MemoryOrder.NEWEST_FIRST, ListMemories.FIRST_PAGE, 1),
                ListCosts.MEASURED);
        this.entries = new EntrySql(terms);
    }

    static ListStatement of(SelectMemories query) {
        var sql = new SelectionSql(query);
        return sql.terms.statement(sql.statement());
    }

    private String statement() {
        if (!entries.hasComplement() || !query.metadata().values().isEmpty()) {
            return "with " + entries.sources() + named("select m.id from (" + entries.matching(metadata()) + ") m")
                    + " select n.memories as selected, n.pending, n.ids, false as others from (" + totals() + ") n";
        }
        String complement = entries.complement();
        if (complement.isEmpty()) {
            return "select (%s) as selected, (%s and %s) as pending, cast(null as bytea) as ids, true as others"
                    .formatted(ALL, ALL, PENDING);
        }
        return terms.hasFacets()
                ? """
                with %s side (others) as materialized (select 2 * (%s) > (%s)), %s
                select case when s.others then (%s) - n.memories else n.memories end as selected,
                    case when s.others then (%s and %s) - n.pending else n.pending end as pending, n.ids, s.others
                from (%s) n, side s
                """.formatted(
                                entries.sources(),
                                CellSql.STORED,
                                ALL,
                                named("""
                                (select m.id from (%s) m where not (select s.others from side s))
                                union all (select o.id from (%s) o where (select s.others from side s))
                                """.formatted(entries.matching(""), complement)),
                                ALL,
                                ALL,
                                PENDING,
                                totals())
                : """
                with %s
                select (%s) - n.memories as selected, (%s and %s) - n.pending as pending, n.ids, true as others
                from (%s) n
                """.formatted(named(complement), ALL, ALL, PENDING, totals());
    }

    /// Each entry is looked up by its key: no other index has `version`, which is always positive. For a user with few
    /// memories, as a generic plan expects, reading all of the user's entries of the index by status would do.
    private static String named(String ids) {
        return """
                named as materialized (
                    select d.id, e.embedding_status from (%s) d cross join lateral (
                        select e.embedding_status from memory_list.entries e
                        where e.user_id = :user_id and e.id = d.id and e.version > 0 limit 1) e)""".formatted(ids);
    }

    private static String totals() {
        return """
                select count(*) as memories, count(*) filter (where %s) as pending,
                    string_agg(uuid_send(id), cast('' as bytea) order by id) as ids
                from named""".formatted(PENDING);
    }

    /// The conditions on the metadata of the entry `e`. Numbers have one text for each value.
    private String metadata() {
        var conditions = new StringBuilder();
        int number = 0;
        for (Map.Entry<String, @Nullable Object> value :
                query.metadata().values().entrySet()) {
            String name = "cast(" + terms.bind("name_" + number, value.getKey()) + " as text)";
            String text = terms.bind("value_" + number, Objects.toString(value.getValue()));
            conditions.append("""
                     and json_typeof(e.metadata -> %1$s) = '%2$s' and coalesce(e.metadata ->> %1$s, 'null') = %3$s
                    """.formatted(name, type(value.getValue()), text));
            number++;
        }
        return conditions.toString();
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            case null, default -> "null";
        };
    }
}
