package io.omne.embedding.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.Eventually;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class PostgresVectorSearchTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    private final DatabaseClient client = DatabaseClient.create(database.connectionFactory());
    private final PostgresIndexedModels models = new PostgresIndexedModels(jdbc, transactions);
    private final PassageGrowth growth = new PassageGrowth(jdbc, new RequestedJobs());
    private final VectorIndex index = new PostgresVectorIndex(jdbc, client, models, growth);
    private final PostgresVectorSearch search = new PostgresVectorSearch(database.connectionFactory(), growth);
    private final IndexedModel model = models.startWith(new ModelSpec("local", new ModelName("a-model"), 2))
            .serving();
    private final UserId owner = new UserId(UUID.randomUUID());

    @AfterEach
    void close() {
        database.close();
    }

    /// A text whose passages are at these angles from the question, in degrees.
    private UUID put(UserId user, double... degrees) {
        UUID id = UUID.randomUUID();
        index.put(
                model,
                List.of(new VectorIndex.Entry(
                        user,
                        id,
                        IntStream.range(0, degrees.length)
                                .mapToObj(i -> new EmbeddedPassage(new TextSpan(i, i + 10), at(degrees[i])))
                                .toList())));
        return id;
    }

    private static Vector at(double degrees) {
        double radians = Math.toRadians(degrees);
        return Vector.towards(new float[] {(float) Math.cos(radians), (float) Math.sin(radians)});
    }

    private QueryVector question() {
        return new QueryVector(model, at(0));
    }

    private List<Match> nearest(VectorSelection selection, int limit) {
        return await(search.nearest(owner, question(), selection, limit));
    }

    private List<UUID> ids(VectorSelection selection, int limit) {
        return nearest(selection, limit).stream().map(Match::id).toList();
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }

    @Test
    void findsTheTextsWithTheNearestPassages() {
        put(owner, 50, 60);
        UUID second = put(owner, 20);
        UUID first = put(owner, 40, 10, 30);
        put(new UserId(UUID.randomUUID()), 0);

        List<Match> found = nearest(VectorSelection.ALL, 2);

        assertThat(found).extracting(Match::id).containsExactly(first, second);
        Match best = found.getFirst();
        assertThat(best.cosine()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-3));
        assertThat(best.span()).isEqualTo(new TextSpan(1, 11));
    }

    @Test
    void findsEveryTextHoweverManyPassagesOneHas() {
        put(owner, IntStream.range(0, 300).mapToDouble(i -> i / 100.0).toArray());
        UUID second = put(owner, 80);
        UUID third = put(owner, 90);

        assertThat(ids(VectorSelection.ALL, 3)).hasSize(3).endsWith(second, third);
        assertThat(ids(VectorSelection.ALL, 10)).hasSize(3);
        assertThat(ids(VectorSelection.ALL, 1)).hasSize(1);
    }

    @Test
    void appliesASelectionBeforeTheNearestAreTaken() {
        List<UUID> all = IntStream.range(0, 50).mapToObj(i -> put(owner, i)).toList();
        UUID foreign = put(new UserId(UUID.randomUUID()), 0);

        assertThat(ids(new VectorSelection.Only(List.of(all.get(49), all.get(40), foreign)), 2))
                .containsExactly(all.get(40), all.get(49));
        assertThat(ids(new VectorSelection.AllBut(all.subList(0, 45)), 3)).isEqualTo(all.subList(45, 48));
        assertThat(ids(new VectorSelection.Only(List.of()), 3)).isEmpty();
    }

    @Test
    void saysHowNearGivenTextsAre() {
        UUID near = put(owner, 70, 10, 20);
        UUID far = put(owner, 120);
        UUID without = put(owner);
        UUID foreign = put(new UserId(UUID.randomUUID()), 0);
        put(owner, 0);

        List<Match> found = await(search.cosines(
                owner, question(), new VectorSelection.Only(List.of(near, far, without, foreign, UUID.randomUUID()))));

        assertThat(found).extracting(Match::id).containsExactlyInAnyOrder(near, far);
        assertThat(found).filteredOn(it -> it.id().equals(near)).first().satisfies(it -> {
            assertThat(it.span()).isEqualTo(new TextSpan(1, 11));
            assertThat(it.cosine()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-3));
        });
        assertThat(await(search.cosines(owner, question(), new VectorSelection.Only(List.of()))))
                .isEmpty();
    }

    @Test
    void doesNotFindWhatWasReplacedOrRemoved() {
        UUID id = put(owner, 0, 10);
        UUID removed = put(owner, 0);
        index.put(
                model,
                List.of(new VectorIndex.Entry(owner, id, List.of(new EmbeddedPassage(new TextSpan(0, 1), at(60))))));
        new TransactionTemplate(transactions).executeWithoutResult(_ -> index.remove(owner, removed));

        assertThat(nearest(VectorSelection.ALL, 10)).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(id);
            assertThat(it.cosine()).isCloseTo(0.5, within(1e-3));
        });
    }

    @Test
    void knowsNoSpanOfAPassageThatWasStoredWithoutOne() {
        put(owner, 0);
        jdbc.update("update %s set span_start = null, span_end = null".formatted(PassageTables.name(model)));
        assertThat(nearest(VectorSelection.ALL, 1))
                .singleElement()
                .satisfies(it -> assertThat(it.span()).isNull());
    }

    @Test
    void usesTheVectorsOfTheModelOfTheQuestion() {
        UUID id = put(owner, 30);
        var transaction = new TransactionTemplate(transactions);
        IndexedModel next = Objects.requireNonNull(transaction.execute(_ -> {
            models.lockExclusively();
            return models.begin(new ModelSpec("local", new ModelName("another"), 3));
        }));
        var serving = new PostgresServingModel(client);
        assertThat(await(serving.find())).isEqualTo(model);

        transaction.executeWithoutResult(_ -> {
            models.lockExclusively();
            models.serve(next);
        });

        assertThat(await(serving.find())).isEqualTo(next);
        assertThat(ids(VectorSelection.ALL, 1)).containsExactly(id);
        var other = new QueryVector(next, Vector.towards(new float[] {1, 0, 0}));
        assertThat(await(search.nearest(owner, other, VectorSelection.ALL, 1))).isEmpty();
    }

    /// The search waits for a lock, so that it does not end by itself.
    @Test
    void endsInPostgresqlWhenNobodyWaitsForIt() {
        put(owner, 0);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            jdbc.execute("lock table %s in access exclusive mode".formatted(PassageTables.name(model)));
            Collection<Disposable> searches = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                searches.add(search.nearest(owner, question(), VectorSelection.ALL, 1)
                        .subscribe());
            }
            Eventually.holds(LIMIT, () -> waiting() == 3);

            searches.forEach(Disposable::dispose);

            Eventually.holds(LIMIT, () -> waiting() == 0);
        });
        for (int i = 0; i < 20; i++) {
            assertThat(ids(VectorSelection.ALL, 1)).hasSize(1);
        }
    }

    /// Outside of the transaction, in which the view does not change.
    private long waiting() {
        return await(client.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").mapValue(Long.class).one());
    }
}
