package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.WordPage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Stores blocks and deletes them. The user must be locked.
final class WordBlocks {

    static final RowMapper<WordBlock.Row> ROW =
            (row, _) -> new WordBlock.Row(row.getLong("number"), row.getInt("length"), row.getBytes("terms"));

    private static final String ROWS = """
            select number, length, terms from indexed_memories
            where user_id = :user_id and number between :first and :last order by number""";

    private static final String INSERT_BLOCK = """
            insert into word_blocks (user_id, first, last, memories, length, gone)
            values (:user_id, :first, :last, :memories, :length, :gone)""";

    private static final String INSERT_PAGES = """
            insert into word_pages (user_id, first, form, page)
            select :user_id, :first, p.form, p.page from unnest(:forms, :pages) as p (form, page)""";

    private static final String DELETE_BLOCK = "delete from word_blocks where user_id = :user_id and first = :first";

    private static final String DELETE_PAGES = "delete from word_pages where user_id = :user_id and first = :first";

    private final NamedParameterJdbcTemplate jdbc;

    WordBlocks(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// The block of the memories that have these numbers, as their rows say.
    WordBlock ofRows(UUID user, long first, long last) {
        return WordBlock.of(jdbc.query(ROWS, Map.of("user_id", user, "first", first, "last", last), ROW), first, last);
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

    /// Deletes the block that begins with a number, and its pages.
    void delete(UUID user, long first) {
        var parameters = Map.of("user_id", user, "first", first);
        jdbc.update(DELETE_BLOCK, parameters);
        jdbc.update(DELETE_PAGES, parameters);
    }
}
