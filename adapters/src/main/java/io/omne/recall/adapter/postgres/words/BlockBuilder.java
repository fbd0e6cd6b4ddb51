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

    /// A server of an older version does not store the bytes of its blocks.
    private static final String STORED = """
            select first, last, memories, case when bytes > 0 then bytes else (
                select coalesce(sum(octet_length(p.page)), 0) from word_pages p
                where p.user_id = b.user_id and p.first = b.first) end as bytes
            from word_blocks b where user_id = :user_id order by first""";

    /// Blocks next to each other are merged if they are smaller each, and reach this size together.
    ///
    /// @param bytes of their pages
    private record Size(long memories, long bytes) {

        boolean isReachedBy(List<Stored> blocks) {
            return blocks.stream().mapToLong(Stored::memories).sum() >= memories
                    || blocks.stream().mapToLong(Stored::bytes).sum() >= bytes;
        }
    }

    /// Most memories are written into pages three times. A merge runs in the projector's transaction, with all its
    /// postings in memory, so blocks are not larger.
    private static final List<Size> SIZES = List.of(new Size(2_048, 2 << 20), new Size(16_384, 4 << 20));

    /// The most numbers of a merged block. Most of them may belong to memories that are edited or deleted.
    private static final long MOST_NUMBERS = 65_536;

    private final NamedParameterJdbcTemplate jdbc;
    private final WordBlocks blocks;

    BlockBuilder(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.blocks = new WordBlocks(jdbc);
    }

    private static MapSqlParameterSource parameters(UUID user) {
        return new MapSqlParameterSource("user_id", user)
                .addValue("size", WordBlock.LOOSE)
                .addValue("bytes", WordBlock.MOST_BYTES)
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

    private record Stored(long first, long last, long memories, long bytes) {}

    private void merge(UUID user) {
        SIZES.forEach(size -> merge(user, size));
    }

    /// Merges the first blocks that reach the size together. Others wait until the next block is made.
    private void merge(UUID user, Size size) {
        List<Stored> small = new ArrayList<>();
        for (Stored block : stored(user)) {
            if (!small.isEmpty() && block.last() - small.getFirst().first() >= MOST_NUMBERS) {
                small.clear();
            }
            if (size.isReachedBy(List.of(block))) {
                small.clear();
            } else {
                small.add(block);
            }
            if (small.size() > 1 && size.isReachedBy(small)) {
                blocks.merge(user, small.stream().map(Stored::first).toList());
                return;
            }
        }
    }

    private List<Stored> stored(UUID user) {
        return jdbc.query(
                STORED,
                parameters(user),
                (row, _) -> new Stored(
                        row.getLong("first"), row.getLong("last"), row.getLong("memories"), row.getLong("bytes")));
    }
}
