package io.omne.embedding.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorIndex;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.embedding.api.VectorSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;

/// A table of passages that a server made before there was a search, and whose passages were in clusters before codes
/// had a table of their own, and again when codes had another form.
class PassagesFromBeforeTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path SCRIPTS = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("bootstrap/src/main/resources/db/migration");

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final PostgresIndexedModels models =
            new PostgresIndexedModels(jdbc, new JdbcTransactionManager(database.dataSource()));
    private final PassageGrowth growth = new PassageGrowth(jdbc, new RequestedJobs());
    private final IndexedModel model = models.startWith(new ModelSpec("local", new ModelName("a-model"), 3))
            .serving();
    private final UserId owner = new UserId(UUID.randomUUID());
    private final UUID before = UUID.randomUUID();

    @BeforeEach
    void migrate() throws IOException {
        new PassageTables(jdbc).drop(model);
        jdbc.execute("""
                create table embedding_passages_%d (
                    user_id uuid not null,
                    entry_id uuid not null,
                    passage smallint not null,
                    embedding halfvec(3) not null,
                    primary key (user_id, entry_id, passage)
                )""".formatted(model.id()));
        jdbc.update(
                "insert into %s values (?, ?, 0, '[1, 0, 0]')".formatted(PassageTables.name(model)),
                owner.value(),
                before);
        jdbc.execute("drop table embedding_clusters, embedding_code_pages");
        jdbc.execute(Files.readString(SCRIPTS.resolve("V7__vector_search.sql")));
        jdbc.update(
                "insert into embedding_clusters (model_id, user_id, cluster, passages, centroid)"
                        + " values (?, ?, 1, 1, '[1, 0, 0]')",
                model.id(),
                owner.value());
        jdbc.update("update %s set cluster = 1, code = B'10000'".formatted(PassageTables.name(model)));
        jdbc.execute(Files.readString(SCRIPTS.resolve("V8__embedding_codes.sql")));
        jdbc.update(
                "insert into embedding_clusters (model_id, user_id, cluster, passages, centroid)"
                        + " values (?, ?, 1, 1, '[1, 0, 0]')",
                model.id(),
                owner.value());
        jdbc.update("update %s set cluster = 1".formatted(PassageTables.name(model)));
        jdbc.update(
                "insert into embedding_codes (model_id, user_id, cluster, entries) values (?, ?, 1, ?)",
                model.id(),
                owner.value(),
                new byte[19]);
        jdbc.execute(Files.readString(SCRIPTS.resolve("V10__embedding_code_pages.sql")));
        assertThat(jdbc.queryForObject("select count(*) from embedding_clusters", Integer.class))
                .isZero();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areFoundBesideNewOnes() {
        var index = new PostgresVectorIndex(jdbc, DatabaseClient.create(database.connectionFactory()), models, growth);
        var search = new PostgresVectorSearch(database.connectionFactory(), growth);
        UUID added = UUID.randomUUID();
        var span = new TextSpan(0, 7);
        index.put(
                model,
                List.of(new VectorIndex.Entry(
                        owner, added, List.of(new EmbeddedPassage(span, Vector.towards(new float[] {1, 1, 0}))))));

        List<Match> found = Objects.requireNonNull(search.nearest(
                        owner, new QueryVector(model, Vector.towards(new float[] {1, 0, 0})), VectorSelection.ALL, 10)
                .block(LIMIT));

        assertThat(found).extracting(Match::id).containsExactly(before, added);
        assertThat(found.getFirst().span()).isNull();
        assertThat(found.getLast().span()).isEqualTo(span);
    }

    @Test
    void areInATableLikeThoseOfNewModels() {
        IndexedModel next = models.begin(new ModelSpec("local", new ModelName("another"), 3));
        for (String sql : List.of("""
                        select attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
                        from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped
                        order by 1""", """
                        select replace(pg_get_indexdef(indexrelid), ?, 'passages') from pg_index
                        where indrelid = ?::regclass order by 1""", "select reloptions::text from pg_class where oid = ?::regclass")) {
            assertThat(shape(sql, model)).isNotEmpty().isEqualTo(shape(sql, next));
        }
    }

    private List<@Nullable String> shape(String sql, IndexedModel of) {
        Object[] names = new Object[(int) sql.chars().filter(it -> it == '?').count()];
        Arrays.fill(names, PassageTables.name(of));
        return jdbc.queryForList(sql, String.class, names);
    }
}
