package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.WordPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            insert into word_blocks (user_id, first, last, memories, length, gone, bytes)
            values (:user_id, :first, :last, :memories, :length, :gone, :bytes)""";

    private static final String BLOCK = """
            select first, last, memories, length, gone from word_blocks where user_id = :user_id and first = :first""";

    private static final String PAGES = "select page from word_pages where user_id = :user_id and first = :first";

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

    /// The postings of the block that begins with a number, by form.
    Map<String, byte[]> postings(UUID user, long first) {
        var postings = new HashMap<String, byte[]>();
        jdbc.query(PAGES, Map.of("user_id", user, "first", first), row -> {
            WordPage.readAll(Objects.requireNonNull(row.getBytes("page")), postings::put);
        });
        return postings;
    }

    /// Makes one block of some.
    ///
    /// @param firsts the numbers that they begin with, in their order
    void merge(UUID user, List<Long> firsts) {
        WordBlock merged =
                WordBlock.merge(firsts.stream().map(first -> read(user, first)).toList());
        firsts.forEach(first -> delete(user, first));
        insert(user, merged);
    }

    private WordBlock read(UUID user, long first) {
        return Objects.requireNonNull(jdbc.queryForObject(
                BLOCK,
                Map.of("user_id", user, "first", first),
                (row, _) -> new WordBlock(
                        row.getLong("first"),
                        row.getLong("last"),
                        row.getInt("memories"),
                        row.getLong("length"),
                        row.getBytes("gone"),
                        postings(user, first))));
    }

    void insert(UUID user, WordBlock block) {
        List<WordPage> pages = WordPage.of(block.postings());
        jdbc.update(
                INSERT_BLOCK,
                new MapSqlParameterSource("user_id", user)
                        .addValue("first", block.first())
                        .addValue("last", block.last())
                        .addValue("memories", block.memories())
                        .addValue("length", block.length())
                        .addValue("gone", block.gone())
                        .addValue(
                                "bytes",
                                pages.stream()
                                        .mapToLong(it -> it.bytes().length)
                                        .sum()));
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
