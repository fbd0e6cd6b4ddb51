package io.omne.embedding.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.VectorIndex;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresIndexedModelsTest {

    private static final ModelSpec SMALL = new ModelSpec("local", new ModelName("small"), 2);
    private static final ModelSpec LARGE = new ModelSpec("openai", new ModelName("large"), 1536);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final PostgresIndexedModels models = new PostgresIndexedModels(jdbc, transactions);
    private final VectorIndex index = new PostgresVectorIndex(
            jdbc,
            DatabaseClient.create(database.connectionFactory()),
            models,
            new PassageGrowth(jdbc, new RequestedJobs()));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UserId owner = new UserId(UUID.randomUUID());
    private final UUID entry = UUID.randomUUID();

    @BeforeEach
    void start() {
        models.startWith(SMALL);
    }

    @AfterEach
    void close() {
        threads.close();
        database.close();
    }

    private <T> T transactionally(Supplier<T> step) {
        return Objects.requireNonNull(transaction.execute(_ -> step.get()));
    }

    private void put(IndexedModel model) {
        var components = new float[model.spec().dimension()];
        components[0] = 1;
        index.put(
                model,
                List.of(new VectorIndex.Entry(
                        owner, entry, List.of(new EmbeddedPassage(new TextSpan(0, 1), Vector.towards(components))))));
    }

    private List<Vector> find() {
        return Objects.requireNonNull(index.find(owner, entry).block());
    }

    private IndexedModel begin() {
        return transactionally(() -> {
            models.lockExclusively();
            return models.begin(LARGE);
        });
    }

    private void serve(IndexedModel next) {
        transaction.executeWithoutResult(_ -> {
            models.lockExclusively();
            models.serve(next);
        });
    }

    @Test
    void startsOnce() {
        IndexedModel first = models.current().serving();

        assertThat(models.startWith(LARGE).serving()).isEqualTo(first);
        assertThat(first.spec()).isEqualTo(SMALL);
        assertThat(models.current().next()).isNull();
    }

    @Test
    void letsReadersUseTheOldVectorsUntilTheNextModelServes() {
        put(models.current().serving());
        IndexedModel next = begin();
        put(next);

        assertThat(find()).singleElement().extracting(Vector::dimension).isEqualTo(2);

        serve(next);

        assertThat(find()).singleElement().extracting(Vector::dimension).isEqualTo(1536);
        assertThat(models.current().serving()).isEqualTo(next);
        assertThat(models.current().next()).isNull();
    }

    @Test
    void keepsAtMostOneNextModel() {
        begin();

        assertThatThrownBy(this::begin).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void removesAnEntryOfEveryModel() {
        put(models.current().serving());
        IndexedModel next = begin();
        put(next);

        transaction.executeWithoutResult(_ -> index.remove(owner, entry));

        assertThat(find()).isEmpty();
        serve(next);
        assertThat(find()).isEmpty();
    }

    @Test
    void dropsWhatNobodyUsesAnyMoreAndNothingSooner() {
        IndexedModel old = models.current().serving();
        IndexedModel next = begin();
        serve(next);

        models.dropUnused(Instant.EPOCH);
        assertThat(tables()).contains(PassageTables.name(old));

        models.dropUnused(Instant.now().plusSeconds(60));
        assertThat(tables()).containsExactly(PassageTables.name(next));
        models.dropUnused(Instant.now().plusSeconds(60));
    }

    @Test
    void givesUpANextModelAndCanBeginAnother() {
        IndexedModel given = begin();
        transaction.executeWithoutResult(_ -> {
            models.lockExclusively();
            models.abandon(given);
        });

        assertThat(models.current().next()).isNull();
        assertThat(begin().id()).isGreaterThan(given.id());
    }

    @Test
    void makesWhoChangesTheModelsWaitForThoseWhoRelyOnThem() throws Exception {
        var held = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var relying = CompletableFuture.runAsync(
                () -> transaction.executeWithoutResult(_ -> {
                    models.lock();
                    held.countDown();
                    await(done);
                }),
                threads);
        held.await();

        var changing = CompletableFuture.supplyAsync(this::begin, threads);
        while (waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThat(changing).isNotDone();
        done.countDown();

        relying.join();
        assertThat(changing.join().spec()).isEqualTo(LARGE);
    }

    private int waiting() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + " and database = (select oid from pg_database where datname = current_database())",
                Integer.class));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<@Nullable String> tables() {
        return jdbc.queryForList(
                "select relname from pg_class where relkind = 'r' and relname like 'embedding_passages%'",
                String.class);
    }
}
