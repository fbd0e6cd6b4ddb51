package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LongSession;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.list.ListTables;
import io.omne.memory.application.listing.MemoryList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The list that is being built beside the one that serves. Only the rebuild uses it.
final class NextList implements MemoryList {

    static final String SCHEMA = "memory_list_next";

    /// The schema of the list that served before, until no query reads it any more.
    static final String PREVIOUS = "memory_list_previous";

    /// Drops what a killed rebuild left behind, and creates the schema.
    private static final String[] BEGIN = {
        "drop schema if exists " + PREVIOUS + " cascade",
        "drop schema if exists " + SCHEMA + " cascade",
        "select create_memory_list('" + SCHEMA + "')"
    };

    private static final List<String> COMPLETE = List.of(
            """
            insert into memory_list_next.tags (user_id, tag, created_at, id)
            select e.user_id, t.tag, e.created_at, e.id from memory_list_next.entries e, unnest(e.tags) as t (tag)""",
            """
            insert into memory_list_next.cells (user_id, embedding_status, memory_type, source, memories)
            select user_id, embedding_status, memory_type, source, count(*) from memory_list_next.entries
            group by 1, 2, 3, 4""",
            """
            insert into memory_list_next.tag_counts (user_id, tag, other, memories)
            select user_id, tag, '', count(*) from memory_list_next.tags group by 1, 2""",
            """
            insert into memory_list_next.tag_counts (user_id, tag, other, memories)
            select e.user_id, one.tag collate "C", other.tag collate "C", count(*)
            from memory_list_next.entries e, unnest(e.tags) as one (tag), unnest(e.tags) as other (tag)
            where cardinality(e.tags) > 1 and one.tag < other.tag collate "C"
            group by 1, 2, 3""",
            "select index_memory_list('memory_list_next')",
            // Existing times of access stay as they are, and deleted memories get none.
            """
            insert into memory_accesses (user_id, id, accessed_at)
            select e.user_id, e.id, e.created_at from memory_list_next.entries e
            where not exists (select from memory_accesses a where a.user_id = e.user_id and a.id = e.id)
            order by 1, 2
            on conflict do nothing""",
            "vacuum (analyze) memory_list_next.entries, memory_list_next.tags,"
                    + " memory_list_next.cells, memory_list_next.tag_counts");

    private final DataSource dataSource;
    private final ListTables tables;

    NextList(DataSource dataSource, NamedParameterJdbcTemplate jdbc) {
        this.dataSource = dataSource;
        this.tables = new ListTables(jdbc, SCHEMA);
    }

    /// Creates the tables, empty.
    void begin(Progress progress) {
        LongSession.execute(dataSource, () -> progress.done(0), BEGIN);
    }

    /// Creates the rest from the entries: the tags, the counts and the indexes.
    void complete(Progress progress) {
        progress.phase("indexing", COMPLETE.size());
        for (String statement : COMPLETE) {
            LongSession.execute(dataSource, () -> progress.done(0), statement);
            progress.done(1);
        }
    }

    @Override
    public void lock() {
        // No rebuild can replace this list.
    }

    @Override
    public Found find(Collection<MemoryKey> keys) {
        return tables.find(keys);
    }

    @Override
    public void save(Collection<Entry> entries) {
        tables.save(entries);
    }

    @Override
    public void pass(Map<MemoryKey, Long> sequences) {
        // Owners wait for the serving list only.
    }
}
