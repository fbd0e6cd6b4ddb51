package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import io.omne.recall.adapter.postgres.packed.PackedTerms;
import io.omne.recall.adapter.postgres.packed.Pieces;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.application.indexing.IndexedMemories;
import io.omne.recall.domain.Mark;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/// Writes the index of words, in the JDBC transaction of the caller.
@Component
class PostgresIndexedMemories implements IndexedMemories {

    /// Locks the users, and returns the next number of each.
    private static final String LOCK = "select owner, next_number from lock_indexed_memories(:users)";

    /// One memory in so many has its user's rows counted, to see whether they are enough for a block,
    private static final int COUNTED = 128;

    /// and one more for each so many terms that it has.
    private static final int TERMS = 64;

    /// Gives each row a number of its user, from the next one on.
    private static final String INSERT = """
            insert into indexed_memories (user_id, number, memory_id, conversation_id, happened_at, length,
                marks, speaker, terms, pieces)
            select n.owner, n.next_number - 1 + row_number() over (partition by n.owner order by k.at),
                k.id, k.conversation, k.happened_at, k.length, k.marks, k.speaker, k.terms, k.pieces
            from (%s) n
            join unnest(:user_ids, :ids, :conversations, cast(:times as timestamptz[]), :lengths, :marks, :speakers,
                :terms, :pieces) with ordinality
                as k (user_id, id, conversation, happened_at, length, marks, speaker, terms, pieces, at) on k.user_id = n.owner
            on conflict (user_id, memory_id) do nothing""";

    /// Locks the users first.
    private static final String ADD = INSERT.formatted(LOCK);

    /// A memory that is indexed again gets a new number.
    private static final String REPLACE = INSERT.formatted(
            "select owner, next_number from unnest(:users, cast(:next as bigint[])) as u (owner, next_number)");

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

    PostgresIndexedMemories(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.blocks = new BlockBuilder(jdbc);
    }

    @Override
    public void save(Collection<IndexEntry> added, Collection<IndexEntry> replaced, Collection<MemoryKey> removed) {
        List<MemoryKey> outdated = Stream.concat(replaced.stream().map(IndexEntry::key), removed.stream())
                .toList();
        List<IndexEntry> entries =
                Stream.concat(added.stream(), replaced.stream()).toList();
        Set<UserId> owners = Stream.concat(entries.stream().map(IndexEntry::key), removed.stream())
                .map(MemoryKey::owner)
                .collect(Collectors.toSet());
        if (outdated.isEmpty()) {
            insert(ADD, entries, new MapSqlParameterSource("users", ids(owners)));
        } else {
            MapSqlParameterSource next = nextNumbers(owners);
            remove(outdated);
            insert(REPLACE, entries, next);
        }
    }

    @Override
    public void lock(Collection<UserId> owners) {
        nextNumbers(owners);
    }

    private MapSqlParameterSource nextNumbers(Collection<UserId> owners) {
        Map<UUID, Long> numbers = new LinkedHashMap<>();
        jdbc.query(LOCK, Map.of("users", ids(owners)), row -> {
            numbers.put(row.getObject("owner", UUID.class), row.getLong("next_number"));
        });
        return new MapSqlParameterSource("users", numbers.keySet().toArray(UUID[]::new))
                .addValue("next", numbers.values().toArray(Long[]::new));
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private void remove(List<MemoryKey> memories) {
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

    private void insert(String sql, List<IndexEntry> entries, MapSqlParameterSource users) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.update(sql, users.addValues(columns(entries).getValues()));
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

    private static MapSqlParameterSource columns(List<IndexEntry> entries) {
        return new MapSqlParameterSource()
                .addValue("user_ids", column(entries, it -> it.key().owner().value(), UUID[]::new))
                .addValue("ids", column(entries, it -> it.key().id().value(), UUID[]::new))
                .addValue("conversations", column(entries, IndexEntry::conversation, UUID[]::new))
                .addValue("times", column(entries, it -> it.happenedAt().toString(), String[]::new))
                .addValue("lengths", column(entries, it -> PackedTerms.length(it.terms()), Integer[]::new))
                .addValue("marks", column(entries, it -> Mark.bits(it.marks()), Integer[]::new))
                .addValue("speakers", column(entries, IndexEntry::speaker, String[]::new))
                .addValue("terms", column(entries, it -> PackedTerms.pack(it.terms()), byte[][]::new))
                .addValue("pieces", column(entries, it -> Pieces.pack(it.pieces()), byte[][]::new));
    }

    private static <T> T[] column(
            List<IndexEntry> entries, Function<IndexEntry, @Nullable T> value, IntFunction<T[]> array) {
        return entries.stream().map(value).toArray(array);
    }
}
