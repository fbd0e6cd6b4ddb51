package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import io.omne.recall.adapter.postgres.packed.PackedTerms;
import io.omne.recall.adapter.postgres.packed.Pieces;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.application.indexing.IndexedMemories;
import io.omne.recall.domain.Mark;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes the index of words, in the JDBC transaction of the caller.
@Component
class PostgresIndexedMemories implements IndexedMemories {

    private static final String LOCK = "select owner, next_number from lock_indexed_memories(:users)";

    /// One memory in so many has its user's rows counted, to see whether they are enough for a block,
    private static final int COUNTED = 128;

    /// and one more for each so many terms that it has.
    private static final int TERMS = 64;

    private static final String INSERT = """
            insert into indexed_memories (user_id, number, memory_id, conversation_id, happened_at, length,
                marks, speaker, terms, pieces)
            values (:user_id, :number, :id, :conversation_id, :happened_at, :length,
                :marks, :speaker, :terms, :pieces)
            on conflict (user_id, memory_id) do nothing""";

    private static final String DELETE = """
            delete from indexed_memories m using unnest(:user_ids, :ids) as k (user_id, id)
            where m.user_id = k.user_id and m.memory_id = k.id
            returning m.user_id, m.number, m.length""";

    private static final String LEAVE_BLOCK = """
            update word_blocks set memories = memories - 1, length = length - :length,
                gone = set_bit(gone, (:number - first)::int, 1)
            where user_id = :user_id and first = (select b.first from word_blocks b
                    where b.user_id = :user_id and b.first <= :number order by b.first desc limit 1)
                and last >= :number""";

    private static final String DROP_EMPTY_BLOCKS = """
            with empty as (
                delete from word_blocks where user_id = any(:user_ids) and memories = 0 returning user_id, first)
            delete from word_pages p using empty e where p.user_id = e.user_id and p.first = e.first""";

    private final NamedParameterJdbcTemplate jdbc;
    private final BlockBuilder blocks;
    private final TransactionTemplate savepoint;

    PostgresIndexedMemories(NamedParameterJdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.blocks = new BlockBuilder(jdbc);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public void save(Collection<IndexEntry> added, Collection<IndexEntry> replaced, Collection<MemoryKey> removed) {
        savepoint.executeWithoutResult(_ -> {
            List<IndexEntry> entries =
                    Stream.concat(added.stream(), replaced.stream()).toList();
            List<MemoryKey> outdated = Stream.concat(replaced.stream().map(IndexEntry::key), removed.stream())
                    .toList();
            Map<UUID, Long> numbers = nextNumbers(Stream.concat(entries.stream().map(IndexEntry::key), removed.stream())
                    .map(MemoryKey::owner)
                    .collect(Collectors.toSet()));
            remove(outdated);
            insert(entries, numbers);
        });
    }

    @Override
    public void lock(Collection<UserId> owners) {
        nextNumbers(owners);
    }

    /// Locks the users, and returns the next number of each.
    private Map<UUID, Long> nextNumbers(Collection<UserId> owners) {
        UUID[] users = owners.stream().map(UserId::value).toArray(UUID[]::new);
        var numbers = new HashMap<UUID, Long>();
        jdbc.query(LOCK, Map.of("users", users), row -> {
            numbers.put(row.getObject("owner", UUID.class), row.getLong("next_number"));
        });
        return numbers;
    }

    private void remove(List<MemoryKey> memories) {
        if (memories.isEmpty()) {
            return;
        }
        var keys = new MapSqlParameterSource()
                .addValue(
                        "user_ids",
                        memories.stream().map(it -> it.owner().value()).toArray(UUID[]::new))
                .addValue("ids", memories.stream().map(it -> it.id().value()).toArray(UUID[]::new));
        List<MapSqlParameterSource> gone = jdbc.query(
                DELETE,
                keys,
                (row, _) -> new MapSqlParameterSource()
                        .addValue("user_id", row.getObject("user_id"))
                        .addValue("number", row.getLong("number"))
                        .addValue("length", row.getInt("length")));
        if (!gone.isEmpty()) {
            jdbc.batchUpdate(LEAVE_BLOCK, gone.toArray(SqlParameterSource[]::new));
            jdbc.update(DROP_EMPTY_BLOCKS, keys);
        }
    }

    private void insert(List<IndexEntry> entries, Map<UUID, Long> next) {
        if (entries.isEmpty()) {
            return;
        }
        var rows = new ArrayList<SqlParameterSource>();
        for (IndexEntry entry : entries) {
            long number = next.merge(entry.key().owner().value(), 1L, Long::sum) - 1;
            rows.add(row(number, entry));
        }
        jdbc.batchUpdate(INSERT, rows.toArray(SqlParameterSource[]::new));
        entries.stream()
                .filter(PostgresIndexedMemories::isCounted)
                .map(it -> it.key().owner())
                .distinct()
                .forEach(blocks::fold);
    }

    private static boolean isCounted(IndexEntry entry) {
        long number = entry.key().id().value().getLeastSignificantBits();
        return Math.floorMod(number, COUNTED) <= entry.terms().size() / TERMS;
    }

    private static SqlParameterSource row(long number, IndexEntry entry) {
        return new MapSqlParameterSource()
                .addValue("user_id", entry.key().owner().value())
                .addValue("number", number)
                .addValue("id", entry.key().id().value())
                .addValue("conversation_id", entry.conversation())
                .addValue("happened_at", entry.happenedAt().atOffset(ZoneOffset.UTC))
                .addValue("length", PackedTerms.length(entry.terms()))
                .addValue("marks", Mark.bits(entry.marks()))
                .addValue("speaker", entry.speaker())
                .addValue("terms", PackedTerms.pack(entry.terms()))
                .addValue("pieces", Pieces.pack(entry.pieces()));
    }
}
