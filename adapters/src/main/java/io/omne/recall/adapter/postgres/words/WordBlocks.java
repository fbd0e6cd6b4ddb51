package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Makes blocks of the memories that are in none. The user must be locked.
final class WordBlocks {

    private static final String BEHIND_THE_LAST = """
            number > coalesce((select b.last from word_blocks b where b.user_id = :user_id
                order by b.first desc limit 1), 0)""";

    private static final String LOOSE = """
            select number, length, terms, octet_length(terms) + octet_length(pieces) as bytes
            from indexed_memories where user_id = :user_id and %s
            order by number limit :size""".formatted(BEHIND_THE_LAST);

    private static final String ARE_ENOUGH = """
            select count(*) >= :size or sum(bytes) >= :bytes from (%s) r""".formatted(LOOSE);

    /// The last one may be larger than what there is room for.
    private static final String ROWS = """
            select number, length, terms from (
                select r.*, sum(bytes) over (order by number) - bytes as before from (%s) r) b
            where before < :bytes order by number""".formatted(LOOSE);

    private static final String INSERT_BLOCK = """
            insert into word_blocks (user_id, first, last, memories, length, gone)
            values (:user_id, :first, :last, :memories, :length, :gone)""";

    private static final String INSERT_PAGES = """
            insert into word_pages (user_id, first, form, page)
            select :user_id, :first, p.form, p.page from unnest(:forms, :pages) as p (form, page)""";

    private final NamedParameterJdbcTemplate jdbc;

    WordBlocks(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Makes blocks as long as there are enough memories.
    void fold(UserId owner) {
        var user = new MapSqlParameterSource("user_id", owner.value())
                .addValue("size", WordBlock.SIZE)
                .addValue("bytes", WordBlock.BYTES);
        while (Boolean.TRUE.equals(jdbc.queryForObject(ARE_ENOUGH, user, Boolean.class))) {
            insert(
                    owner.value(),
                    WordBlock.of(jdbc.query(
                            ROWS,
                            user,
                            (row, _) -> new WordBlock.Row(
                                    row.getLong("number"), row.getInt("length"), row.getBytes("terms")))));
        }
    }

    void insert(UUID user, WordBlock block) {
        jdbc.update(
                INSERT_BLOCK,
                new MapSqlParameterSource("user_id", user)
                        .addValue("first", block.first())
                        .addValue("last", block.last())
                        .addValue("memories", block.memories())
                        .addValue("length", block.length())
                        .addValue("gone", block.gone()));
        List<WordPage> pages = WordPage.of(block.postings());
        jdbc.update(
                INSERT_PAGES,
                Map.of(
                        "user_id", user,
                        "first", block.first(),
                        "forms", pages.stream().map(WordPage::form).toArray(String[]::new),
                        "pages", pages.stream().map(WordPage::bytes).toArray(byte[][]::new)));
    }
}
