package io.omne.embedding.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.VectorIndex;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(TestDatabase.Shared.class)
class PostgresVectorIndexTest {

    private static final int DIMENSION = 384;

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final UserId owner = new UserId(UUID.randomUUID());
    private final UUID entry = UUID.randomUUID();
    private final TransactionTemplate transaction;
    private final PostgresVectorIndex index;
    private final IndexedModel model;

    PostgresVectorIndexTest(TestDatabase database) {
        var jdbc = new JdbcTemplate(database.dataSource());
        var transactions = new JdbcTransactionManager(database.dataSource());
        var models = new PostgresIndexedModels(jdbc, transactions);
        transaction = new TransactionTemplate(transactions);
        index = new PostgresVectorIndex(
                jdbc,
                DatabaseClient.create(database.connectionFactory()),
                models,
                new PassageGrowth(jdbc, new RequestedJobs()));
        model = models.startWith(new ModelSpec("local", new ModelName("a-model"), DIMENSION))
                .serving();
    }

    private void put(UserId user, UUID id, List<Vector> passages) {
        List<EmbeddedPassage> all = IntStream.range(0, passages.size())
                .mapToObj(i -> new EmbeddedPassage(new TextSpan(i, i + 1), passages.get(i)))
                .toList();
        index.put(model, List.of(new VectorIndex.Entry(user, id, all)));
    }

    @Test
    void givesBackWhatWasPutInTheOrderOfThePassages() {
        List<Vector> passages = vectors(300);
        put(owner, entry, passages);
        List<Vector> found = find(owner, entry);
        assertThat(found).hasSameSizeAs(passages);
        for (int i = 0; i < found.size(); i++) {
            assertThat(cosine(found.get(i), passages.get(i))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void putsFewerPassagesInPlaceOfMore() {
        put(owner, entry, vectors(3));
        put(owner, entry, vectors(1));
        assertThat(find(owner, entry)).hasSize(1);
        put(owner, entry, List.of());
        assertThat(find(owner, entry)).isEmpty();
    }

    @Test
    void keepsExtremeComponents() {
        var components = new float[DIMENSION];
        components[0] = -1;
        components[DIMENSION - 1] = 1e-12f;
        put(owner, entry, List.of(Vector.towards(components)));
        components[DIMENSION - 1] = 0;
        assertThat(find(owner, entry)).containsExactly(Vector.towards(components));
    }

    @Test
    void findsNothingWhereThereIsNoEntry() {
        assertThat(find(owner, entry)).isEmpty();
    }

    @Test
    void doesNotShowOrTouchWhatSomebodyElseOwns() {
        var other = new UserId(UUID.randomUUID());
        put(owner, entry, vectors(2));
        put(other, entry, vectors(1));
        index.remove(other, entry);
        assertThat(find(other, entry)).isEmpty();
        assertThat(find(owner, entry)).hasSize(2);
    }

    @Test
    void removesOneEntryAndNothingWhereThereIsNone() {
        UUID another = UUID.randomUUID();
        put(owner, entry, vectors(2));
        put(owner, another, vectors(2));
        index.remove(owner, entry);
        index.remove(owner, entry);
        assertThat(find(owner, entry)).isEmpty();
        assertThat(find(owner, another)).hasSize(2);
    }

    @Test
    void fallsWithItsTransaction() {
        put(owner, entry, vectors(2));
        transaction.executeWithoutResult(status -> {
            put(owner, entry, vectors(5));
            index.remove(owner, entry);
            status.setRollbackOnly();
        });
        assertThat(find(owner, entry)).hasSize(2);
    }

    @Test
    void rejectsAVectorOfAnotherDimensionAndKeepsTheOldOnes() {
        put(owner, entry, vectors(2));
        Vector small = Vector.towards(new float[] {1, 2, 3});
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> put(
                        owner, entry, Stream.of(vectors(1).getFirst(), small).toList()))
                .withMessageContainingAll("3 dimensions", "384");
        assertThat(find(owner, entry)).hasSize(2);
    }

    private List<Vector> find(UserId user, UUID id) {
        return Objects.requireNonNull(index.find(user, id).block());
    }

    private List<Vector> vectors(int count) {
        return IntStream.range(0, count).mapToObj(_ -> vector()).toList();
    }

    private Vector vector() {
        var components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Vector.towards(components);
    }

    private static double cosine(Vector one, Vector other) {
        float[] a = one.components();
        float[] b = other.components();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }
}
