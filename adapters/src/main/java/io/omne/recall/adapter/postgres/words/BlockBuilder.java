package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Makes blocks of the memories that are in none, and merges small blocks. The user must be locked.
///
/// A search reads all memories that are in no block, so there should be few of them; and pages of each block, so there
/// should be few blocks. The rows of a user without blocks have what the ranking reads, and save it a statement: the
/// first block of short memories is made later than the others.
final class BlockBuilder {

    private static final String BEHIND_THE_LAST = """
            number > coalesce((select b.last from word_blocks b where b.user_id = :user_id
                order by b.first desc limit 1), 0)""";

    private static final String LOOSE = """
            select number, length, terms, octet_length(terms) + octet_length(pieces) as bytes
            from indexed_memories where user_id = :user_id and %s
            order by number limit :size""".formatted(BEHIND_THE_LAST);

    private static final String ARE_ENOUGH = """
            select count(*) >= :size / l.parts or sum(bytes) >= :loose_bytes
            from (%s) r, (select case when exists (select from word_blocks where user_id = :user_id)
                then :parts else 1 end as parts) l group by l.parts""".formatted(LOOSE);

    /// The last one may be larger than what there is room for.
    private static final String ROWS = """
            select number, length, terms from (
                select r.*, sum(bytes) over (order by number) - bytes as before from (%s) r) b
            where before < :bytes order by number""".formatted(LOOSE);

    /// The newest block and the small ones before it are among these. The bytes of a block are added up only if its
    /// memories alone do not make it large.
    private static final String NEWEST = """
            select first, last, bytes from (
                select first, last, case when last - first + 1 >= :size then :bytes else (
                    select sum(octet_length(m.terms) + octet_length(m.pieces)) from indexed_memories m
                    where m.user_id = :user_id and m.number between b.first and b.last) end as bytes
                from word_blocks b where user_id = :user_id order by first desc limit 12) n
            order by first desc""";

    private final NamedParameterJdbcTemplate jdbc;
    private final WordBlocks blocks;

    BlockBuilder(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.blocks = new WordBlocks(jdbc);
    }

    private static MapSqlParameterSource parameters(UUID user) {
        return new MapSqlParameterSource("user_id", user)
                .addValue("size", WordBlock.SIZE)
                .addValue("bytes", WordBlock.BYTES)
                .addValue("loose_bytes", WordBlock.LOOSE_BYTES)
                .addValue("parts", WordBlock.PARTS);
    }

    /// Makes blocks as long as there are enough memories.
    void fold(UserId owner) {
        UUID user = owner.value();
        while (areEnough(user)) {
            blocks.insert(user, WordBlock.of(jdbc.query(ROWS, parameters(user), WordBlocks.ROW)));
            merge(user);
        }
    }

    private boolean areEnough(UUID user) {
        return jdbc.queryForList(ARE_ENOUGH, parameters(user), Boolean.class).contains(true);
    }

    /// @param bytes of its rows
    private record Newest(long first, long last, long bytes) {

        long numbers() {
            return last - first + 1;
        }
    }

    /// Merges the newest block with the small ones before it, if together they are large.
    private void merge(UUID user) {
        List<Newest> small = new ArrayList<>();
        for (Newest block : newest(user)) {
            if (!small.isEmpty() && areLarge(List.of(block))) {
                break;
            }
            small.add(block);
        }
        if (small.size() > 1 && areLarge(small)) {
            small.forEach(it -> blocks.delete(user, it.first()));
            blocks.insert(
                    user,
                    blocks.ofRows(
                            user, small.getLast().first(), small.getFirst().last()));
        }
    }

    private List<Newest> newest(UUID user) {
        return jdbc.query(
                NEWEST,
                parameters(user),
                (row, _) -> new Newest(row.getLong("first"), row.getLong("last"), row.getLong("bytes")));
    }

    private static boolean areLarge(List<Newest> blocks) {
        return blocks.stream().mapToLong(Newest::numbers).sum() >= WordBlock.SIZE
                || blocks.stream().mapToLong(Newest::bytes).sum() >= WordBlock.BYTES;
    }
}
