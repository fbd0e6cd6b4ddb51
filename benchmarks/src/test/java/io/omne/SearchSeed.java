package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Users with very many memories, and thousands with few. Their events and vectors are written straight into the
/// database; the server then fills the lists and the index of words by replays, and divides the passages of large
/// users.
final class SearchSeed {

    private static final int OTHERS = 2_000;
    private static final int OF_OTHERS = 25;

    /// From here on, a user's passages are divided into clusters.
    private static final int LARGE = 4_096;

    private static final String COLUMNS = """
            select string_agg(column_name, ', ') from information_schema.columns
            where table_schema = 'memory_list' and table_name = 'entries'""";

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final JdbcTemplate sql;
    private final long large;
    private long began = System.nanoTime();

    /// @param users how many memories each has
    SearchSeed(TestDatabase database, Map<UUID, Integer> users, CrossedTexts texts) throws SQLException {
        this.sql = new JdbcTemplate(database.dataSource());
        this.large = users.values().stream().filter(count -> count >= LARGE).count();
        long memories = Seed.into(database, seed -> {
            try (var connection = database.dataSource().getConnection();
                    var passages = new PassageCopy(connection, PlainVectorSearch.table(database))) {
                for (int i = 0; i < OTHERS; i++) {
                    write(UUID.randomUUID(), OF_OTHERS, texts, seed, passages);
                }
                for (var user : users.entrySet()) {
                    write(user.getKey(), user.getValue(), texts, seed, passages);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        say("%,d memories of %,d users written".formatted(memories, OTHERS + users.size()));
    }

    private static void write(UUID user, int count, CrossedTexts texts, Seed seed, PassageCopy passages)
            throws SQLException, IOException {
        for (int i = 0; i < count; i++) {
            CrossedTexts.Embedded memory = texts.memory();
            var id = seed.memory(user, new Content(memory.text()), i);
            passages.add(user, id, memory.text().codePointCount(0, memory.text().length()), memory.vector());
        }
    }

    /// Fills the lists and the index of words, and the memories themselves.
    void replay(Client administrator) {
        replay(sql, administrator, List.of("memory-list", "recall-words"));
        copyMemories(sql);
        say("lists and the index of words are filled");
    }

    static void replay(JdbcTemplate sql, Client administrator, List<String> projections) {
        projections.forEach(name -> assertThat(administrator
                        .post("/api/v1/admin/projections/" + name + "/replay", "{}")
                        .status())
                .isEqualTo(202));
        await(
                sql,
                "select count(*) from jobs where name in ('replay_memory_list', 'replay_recall_words') and state <> 'completed'",
                0);
    }

    /// Copies the memories from the list of them.
    static void copyMemories(JdbcTemplate sql) {
        String columns = sql.queryForObject(COLUMNS, String.class);
        sql.execute("insert into memories (%s) select %1$s from memory_list.entries".formatted(columns));
        sql.execute("vacuum analyze");
    }

    /// Waits until the passages of large users, who have searched, are in clusters.
    void awaitClusters() {
        await(sql, "select count(*) from jobs where name = 'cluster_passages' and state = 'completed'", large);
        sql.execute("vacuum analyze");
        say("the passages of large users are in clusters");
    }

    private static void await(JdbcTemplate sql, String count, long expected) {
        Eventually.holds(LONG, SELDOM, () -> Long.valueOf(expected).equals(sql.queryForObject(count, Long.class)));
    }

    private void say(String what) {
        System.out.printf("[bench] %s, in %.0f s%n", what, (System.nanoTime() - began) / 1e9);
        began = System.nanoTime();
    }
}
