package io.omne.memory.adapter.postgres.list;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.application.listing.MemoryList;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Writes the serving list, in the JDBC transaction that Axon's processor opened.
@Component
public class PostgresMemoryList implements MemoryList {

    /// The advisory lock that guards the replacement of the serving list. The projector and the verification lock
    /// it shared, a rebuild exclusively. Its bytes are "omnelist".
    public static final long REPLACEMENT_LOCK = 0x6f6d6e656c697374L;

    private static final String LOCK_SHARED = "select pg_advisory_xact_lock_shared(:lock) is null";

    private static final String LISTED = """
            delete from unlisted_writes u
            using unnest(:user_ids, :ids, cast(:sequences as bigint[])) as k (user_id, id, sequence)
            where u.user_id = k.user_id and u.id = k.id and u.sequence <= k.sequence""";

    private final NamedParameterJdbcTemplate jdbc;
    private final ListTables tables;

    public PostgresMemoryList(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.tables = new ListTables(jdbc, ListTables.SERVING);
    }

    @Override
    public void lock() {
        jdbc.queryForObject(LOCK_SHARED, Map.of("lock", REPLACEMENT_LOCK), Boolean.class);
    }

    @Override
    public Found find(Collection<MemoryKey> keys) {
        return tables.find(keys);
    }

    @Override
    public void save(Collection<Entry> entries) {
        tables.save(entries);
        pass(entries.stream()
                .map(Entry::after)
                .collect(Collectors.toMap(Memory::key, memory -> memory.counts().sequence())));
    }

    @Override
    public void pass(Map<MemoryKey, Long> sequences) {
        List<MemoryKey> keys = List.copyOf(sequences.keySet());
        jdbc.update(
                LISTED,
                MemoryRow.keys(keys)
                        .addValue("sequences", keys.stream().map(sequences::get).toArray(Long[]::new)));
    }
}
