package io.omne.memory.adapter.postgres.list;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.MemoryTable;
import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.application.listing.MemoryList.Found;
import io.omne.memory.domain.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The read model of the lists in a schema: the one that serves, or one that is being built.
public final class ListTables {

    /// The schema that serves.
    public static final String SERVING = "memory_list";

    private static final String REMOVE = """
            delete from %s.entries e using unnest(:user_ids, :ids) as k (user_id, id)
            where e.user_id = k.user_id and e.id = k.id""";

    /// Creates the time of access of each new memory. Later reads move it.
    private static final String BEGIN_ACCESS = """
            insert into memory_accesses (user_id, id, accessed_at)
            select * from unnest(:user_ids, :ids, cast(:times as timestamptz[])) order by 1, 2
            on conflict do nothing""";

    private static final String END_ACCESS = """
            delete from memory_accesses a using (
                select a.user_id, a.id from memory_accesses a
                join unnest(:user_ids, :ids) as k (user_id, id) on a.user_id = k.user_id and a.id = k.id
                order by a.user_id, a.id
                for update of a) as gone
            where a.user_id = gone.user_id and a.id = gone.id""";

    private final NamedParameterJdbcTemplate jdbc;
    private final String schema;
    private final String find;
    private final MemoryTable entries;
    private final ListTags tags;
    private final ListCounts counts;

    public ListTables(NamedParameterJdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.find = """
                select e.*, null::timestamptz as deleted_at, k.user_id as owner, k.id as memory, exists (
                    select from memories m
                    where m.user_id = k.user_id and m.id = k.id and m.deleted_at is not null) as gone
                from unnest(:user_ids, :ids) as k (user_id, id)
                left join %s.entries e on e.user_id = k.user_id and e.id = k.id""".formatted(schema);
        this.entries = new MemoryTable(jdbc, schema + ".entries", false);
        this.tags = new ListTags(jdbc, schema);
        this.counts = new ListCounts(jdbc, schema);
    }

    /// See {@link io.omne.memory.application.listing.MemoryList#find}.
    public Found find(Collection<MemoryKey> keys) {
        var listed = new ArrayList<Memory>();
        var gone = new HashSet<MemoryKey>();
        jdbc.query(find, MemoryRow.keys(keys), row -> {
            if (row.getObject("id") != null) {
                listed.add(MemoryRow.read(row, row.getRow()));
            }
            if (row.getBoolean("gone")) {
                gone.add(new MemoryKey(
                        new UserId(row.getObject("owner", UUID.class)),
                        new MemoryId(row.getObject("memory", UUID.class))));
            }
        });
        return new Found(listed, gone);
    }

    /// See {@link io.omne.memory.application.listing.MemoryList#save}.
    public void save(Collection<Entry> changes) {
        List<Entry> gone = changes.stream().filter(it -> it.after().isGone()).toList();
        List<Entry> live = changes.stream().filter(it -> !it.after().isGone()).toList();
        List<Entry> created = live.stream().filter(it -> it.before() == null).toList();
        boolean fits = entries.write(live.stream()
                .map(it -> new MemoryTable.Row(it.before(), it.after()))
                .toList());
        if (!fits) {
            throw new OptimisticLockingFailureException("the list has changed since it was read");
        }
        EntryKeys removed = EntryKeys.of(gone.stream().map(Entry::after).toList());
        removed.update(jdbc, REMOVE, schema);
        tags.move(changes);
        counts.move(changes);
        EntryKeys.of(created.stream().map(Entry::after).toList()).update(jdbc, BEGIN_ACCESS, schema);
        removed.update(jdbc, END_ACCESS, schema);
    }
}
