package io.omne.embedding.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import io.omne.jobs.api.Jobs.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.support.TransactionTemplate;

class ClusterPassagesTest {

    private static final int DIMENSION = 96;
    private static final int TOPICS = 60;
    private static final int MANY = 4_500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    private final RequestedJobs jobs = new RequestedJobs();
    private final PassageGrowth growth = new PassageGrowth(jdbc, jobs);
    private final PostgresIndexedModels models = new PostgresIndexedModels(jdbc, transactions);
    private final VectorIndex index =
            new PostgresVectorIndex(jdbc, DatabaseClient.create(database.connectionFactory()), models, growth);
    private final PostgresVectorSearch search = new PostgresVectorSearch(database.connectionFactory(), growth);
    private final ClusterPassages job = new ClusterPassages(new NamedParameterJdbcTemplate(jdbc), models, transactions);
    private final IndexedModel model = models.startWith(new ModelSpec("local", new ModelName("a-model"), DIMENSION))
            .serving();
    private final UserId owner = new UserId(UUID.randomUUID());
    private final Random random = new Random(11);
    private final List<Vector> topics = IntStream.range(0, TOPICS)
            .mapToObj(_ -> around(new float[DIMENSION], 1))
            .toList();
    private final Map<UUID, Vector> texts = new HashMap<>();

    @AfterEach
    void close() {
        database.close();
    }

    private Vector around(float[] centre, double noise) {
        var components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = centre[i] + (float) (noise * random.nextGaussian() / Math.sqrt(DIMENSION));
        }
        return Vector.towards(components);
    }

    private Vector ofATopic() {
        return around(topics.get(random.nextInt(TOPICS)).components(), 0.8);
    }

    private void put(int count) {
        var entries = new ArrayList<VectorIndex.Entry>();
        for (int i = 0; i < count; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            texts.put(id, ofATopic());
            entries.add(entry(owner, id, texts.get(id)));
        }
        index.put(model, entries);
    }

    private static VectorIndex.Entry entry(UserId user, UUID id, Vector vector) {
        return new VectorIndex.Entry(user, id, List.of(new EmbeddedPassage(new TextSpan(0, 1), vector)));
    }

    private void cluster() {
        job.run(new ClusterPassages.Owner(owner.value()), new Uninterrupted());
    }

    private static class Uninterrupted implements Progress {

        @Override
        public void phase(String phase, long total) {}

        @Override
        public void done(long more) {}

        @Override
        public void lock() {}
    }

    private int count(String condition) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from %s where %s".formatted(PassageTables.name(model), condition), Integer.class));
    }

    /// Every passage in a cluster has its code there, and no other has, in few pages.
    private void assertThatCodesAreComplete() {
        Map<Integer, List<CodePage.PassageKey>> codes = new HashMap<>();
        Map<Integer, Integer> pages = new HashMap<>();
        jdbc.queryForList("select cluster, entries from embedding_code_pages").forEach(row -> {
            Integer cluster = (Integer) Objects.requireNonNull(row.get("cluster"));
            pages.merge(cluster, 1, Integer::sum);
            CodePage.forEach(
                    model,
                    (byte[]) Objects.requireNonNull(row.get("entries")),
                    (page, from) -> codes.computeIfAbsent(cluster, _ -> new ArrayList<>())
                            .add(CodePage.key(page, from)));
        });
        Map<Integer, List<CodePage.PassageKey>> passages = new HashMap<>();
        jdbc.query(
                "select cluster, entry_id, passage from %s where cluster is not null"
                        .formatted(PassageTables.name(model)),
                row -> {
                    passages.computeIfAbsent(row.getInt("cluster"), _ -> new ArrayList<>())
                            .add(new CodePage.PassageKey(row.getObject("entry_id", UUID.class), row.getInt("passage")));
                });
        assertThat(codes.keySet()).isEqualTo(passages.keySet());
        passages.forEach((cluster, keys) -> assertThat(codes.get(cluster)).containsExactlyInAnyOrderElementsOf(keys));
        assertThat(pages.values()).allMatch(count -> count <= 16);
    }

    private List<UUID> nearest(Vector question, VectorSelection selection) {
        return Objects.requireNonNull(search.nearest(owner, new QueryVector(model, question), selection, 10)
                        .block(LIMIT))
                .stream()
                .map(Match::id)
                .toList();
    }

    private List<UUID> exact(Vector question, Predicate<UUID> selected) {
        return texts.entrySet().stream()
                .filter(text -> selected.test(text.getKey()))
                .map(text -> Map.entry(text.getKey(), product(question, text.getValue())))
                .sorted(Map.Entry.<UUID, Double>comparingByValue().reversed())
                .limit(10)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double product(Vector one, Vector other) {
        float[] a = one.components();
        float[] b = other.components();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private double recall(VectorSelection selection, Predicate<UUID> selected) {
        int questions = 12;
        int found = 0;
        for (int i = 0; i < questions; i++) {
            Vector question = ofATopic();
            List<UUID> all = nearest(question, selection);
            assertThat(all).hasSize(10).doesNotHaveDuplicates().allMatch(selected);
            found += (int)
                    exact(question, selected).stream().filter(all::contains).count();
        }
        return found / (10.0 * questions);
    }

    @Test
    void findNearlyAllThatIsNearest() {
        put(MANY);
        index.put(model, List.of(entry(new UserId(UUID.randomUUID()), UUID.randomUUID(), ofATopic())));
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.98);

        cluster();

        assertThat(count("cluster is null")).isLessThan(ClusteredPassages.AT_ONCE);
        assertThat(jdbc.queryForList("select passages from embedding_clusters", Integer.class))
                .hasSizeGreaterThan(5)
                .allSatisfy(passages -> assertThat(passages).isBetween(64, 1_024));
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
        Set<UUID> few = texts.keySet().stream().limit(MANY / 2).collect(Collectors.toSet());
        assertThat(recall(new VectorSelection.Only(few), few::contains)).isGreaterThan(0.95);
        assertThat(recall(new VectorSelection.AllBut(few), id -> !few.contains(id)))
                .isGreaterThan(0.95);
        assertThatCodesAreComplete();
    }

    @Test
    void missNothingThatIsAddedAndFindNothingThatIsGone() {
        put(MANY);
        cluster();
        Vector question = ofATopic();
        for (int i = 0; i < 20; i++) {
            UUID edited = exact(question, _ -> true).getLast();
            index.put(model, List.of(entry(owner, edited, question)));
            assertThat(nearest(question, VectorSelection.ALL)).startsWith(edited);

            new TransactionTemplate(transactions).executeWithoutResult(_ -> index.remove(owner, edited));
            texts.remove(edited);
            assertThat(nearest(question, VectorSelection.ALL)).doesNotContain(edited);
        }
        assertThatCodesAreComplete();
    }

    @Test
    void leaveNoCodesOfDeletedTextsBehind() {
        put(MANY);
        cluster();
        List<UUID> deleted = texts.keySet().stream().skip(60).toList();
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> deleted.forEach(text -> index.remove(owner, text)));
        texts.keySet().removeAll(Set.copyOf(deleted));

        assertThat(recall(VectorSelection.ALL, _ -> true)).isEqualTo(1);
        assertThat(jdbc.queryForObject("select sum(octet_length(entries)) from embedding_code_pages", Integer.class))
                .isLessThanOrEqualTo(60 * CodePage.entryBytes(model));
        assertThat(jdbc.queryForObject("select sum(passages) from embedding_clusters", Integer.class))
                .isEqualTo(count("cluster is not null"));
    }

    @Test
    void growAndShrink() {
        put(MANY);
        cluster();
        int clusters = count("cluster is not null");
        put(MANY);
        cluster();
        assertThat(count("cluster is not null")).isGreaterThan(clusters + ClusterPassages.LEAST);
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);

        jdbc.update("delete from " + PassageTables.name(model) + " where mod(cluster, 3) > 0");
        texts.keySet().retainAll(jdbc.queryForList("select entry_id from " + PassageTables.name(model), UUID.class));
        put(ClusterPassages.LEAST);
        cluster();
        assertThat(jdbc.queryForList("select passages from embedding_clusters", Integer.class))
                .allSatisfy(passages -> assertThat(passages).isBetween(64, 1_024));
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
        assertThatCodesAreComplete();
    }

    /// Also to the new clusters of another one that was divided.
    @Test
    void haveThePassagesThatAreNearest() {
        put(MANY);
        cluster();
        put(3 * MANY);
        cluster();
        int nearest = count("""
                cluster = (select c.cluster from embedding_clusters c order by c.centroid <#> embedding limit 1)""");
        assertThat(nearest).isGreaterThan(count("cluster is not null") * 99 / 100);
    }

    @Test
    void moveWhenTheirTextsAreEdited() {
        put(MANY);
        cluster();
        for (int round = 0; round < 3; round++) {
            texts.replaceAll((_, _) -> ofATopic());
            index.put(
                    model,
                    texts.entrySet().stream()
                            .map(text -> entry(owner, text.getKey(), text.getValue()))
                            .toList());
            cluster();
        }
        assertThatCodesAreComplete();
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
    }

    /// An instance that is killed, or loses the job, between two steps.
    @Test
    void areCompleteAfterEachStep() {
        put(MANY);
        for (int steps = 1; steps < 60; steps += 7) {
            interruptAfter(steps);
            assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
            if (count("cluster is null") < ClusterPassages.LEAST) {
                break;
            }
        }
        put(ClusterPassages.LEAST);
        cluster();
        assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
    }

    @Test
    void areCompleteAfterEachStepOfADivision() {
        put(MANY);
        cluster();
        put(3 * MANY);
        interruptAfter(26); // as many steps as it takes to move what is in no cluster, nearly
        for (int i = 0; i < 4; i++) {
            interruptAfter(9);
            assertThat(recall(VectorSelection.ALL, _ -> true)).isGreaterThan(0.95);
        }
        cluster();
        assertThat(jdbc.queryForList("select passages from embedding_clusters", Integer.class))
                .allSatisfy(passages -> assertThat(passages).isBetween(64, 1_024));
        assertThatCodesAreComplete();
    }

    private void interruptAfter(int steps) {
        var interrupted = new Uninterrupted() {
            private int done;

            @Override
            public void lock() {
                done++;
                if (done > steps) {
                    throw new IllegalStateException("lost");
                }
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> job.run(new ClusterPassages.Owner(owner.value()), interrupted));
    }

    @Test
    void leaveEqualTextsTogether() {
        Vector same = ofATopic();
        var entries = new ArrayList<VectorIndex.Entry>();
        for (int i = 0; i < 5_000; i++) {
            entries.add(entry(owner, UUID.randomUUID(), same));
        }
        index.put(model, entries);
        cluster();
        assertThat(nearest(same, VectorSelection.ALL)).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void areMadeForUsersWithManyPassagesAlone() {
        put(10);
        assertThat(jobs.subjects()).isEmpty();
        cluster();
        assertThat(count("cluster is not null")).isZero();

        var large = new UserId(UUID.randomUUID());
        index.put(
                model,
                IntStream.range(0, ClusterPassages.LEAST)
                        .mapToObj(_ -> entry(large, UUID.randomUUID(), ofATopic()))
                        .toList());
        index.put(model, List.of(entry(large, UUID.randomUUID(), ofATopic())));

        assertThat(jobs.subjects()).containsExactly(large.toString());
    }

    /// Without clusters a search of very many passages never ends in time.
    @Test
    void areRequestedBySearchesThatAreCancelled() {
        put(MANY);
        var requested = new RequestedJobs();
        new PostgresVectorSearch(database.connectionFactory(), new PassageGrowth(jdbc, requested))
                .nearest(owner, new QueryVector(model, ofATopic()), VectorSelection.ALL, 10)
                .timeout(Duration.ofNanos(1))
                .onErrorComplete(TimeoutException.class)
                .block(LIMIT);
        Eventually.holds(LIMIT, () -> requested.subjects().equals(List.of(owner.toString())));
    }

    @Test
    void goWithTheModel() {
        put(MANY);
        cluster();
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(_ -> {
            models.lockExclusively();
            models.serve(models.begin(new ModelSpec("local", new ModelName("another"), 2)));
        });
        cluster();

        models.dropUnused(Instant.now().plusSeconds(60));

        assertThat(jdbc.queryForObject("select count(*) from embedding_clusters", Integer.class))
                .isZero();
        assertThat(jdbc.queryForObject("select count(*) from embedding_code_pages", Integer.class))
                .isZero();
    }
}
