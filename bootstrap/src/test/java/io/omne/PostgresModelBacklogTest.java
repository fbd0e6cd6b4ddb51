package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.Lane;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.modelchange.ModelBacklog.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// The backlog of a change of the model on the real PostgreSQL, where no worker takes anything from it.
class PostgresModelBacklogTest {

    private static final ModelSpec NEXT = new ModelSpec("local", new ModelName("next"), 8);

    private static TestDatabase database;
    private static Instance server;

    @SuppressWarnings("NullAway.Init")
    private IndexedModel next;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void beginAChange() {
        next = transactionally(() -> {
            models().holdAlone();
            return models().begin(NEXT);
        });
    }

    @AfterEach
    void cancelIt() {
        sql().execute("drop trigger if exists waits on model_backlog");
        transactionally(() -> {
            models().holdAlone();
            models().abandon(next);
            backlog().end(next);
            return next;
        });
    }

    private static IndexedModels models() {
        return server.get(IndexedModels.class);
    }

    private static ModelBacklog backlog() {
        return server.get(ModelBacklog.class);
    }

    private static JdbcTemplate sql() {
        return server.get(JdbcTemplate.class);
    }

    private static <T> T transactionally(Supplier<T> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(server.get(PlatformTransactionManager.class)).execute(_ -> work.get()));
    }

    private void begin(@Nullable Integer perSecond, List<MemoryKey> memories) {
        transactionally(() -> {
            backlog().begin(next, perSecond);
            backlog().add(next, memories);
            return next;
        });
    }

    private static List<MemoryKey> create(int count) {
        Client client = server.client();
        return IntStream.range(0, count)
                .mapToObj(i -> client.create("Memory number " + i).json())
                .map(PostgresModelBacklogTest::key)
                .toList();
    }

    private static MemoryKey key(JsonNode memory) {
        return new MemoryKey(
                new UserId(UUID.fromString(memory.path("user_id").asString())),
                new MemoryId(UUID.fromString(memory.path("id").asString())));
    }

    private static Instant now() {
        return Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    }

    private List<Taken> claim(Lane lane, int limit) {
        return claim(lane, limit, now());
    }

    private List<Taken> claim(Lane lane, int limit, Instant now) {
        return transactionally(() -> {
            List<Taken> taken = backlog().claim(next, lane, limit, now, now.plusSeconds(60));
            backlog().pay(next, taken.size(), now);
            return taken;
        });
    }

    private static Map<MemoryKey, Long> tokens(List<Taken> taken) {
        return taken.stream().collect(Collectors.toMap(it -> it.memory().key(), Taken::token));
    }

    private static Set<MemoryKey> keys(List<Taken> taken) {
        return tokens(taken).keySet();
    }

    private static <T> T value(Class<T> type, String column, MemoryKey memory) {
        return Objects.requireNonNull(sql().queryForObject(
                        "select " + column + " from model_backlog where id = ?",
                        type,
                        memory.id().value()));
    }

    private static boolean isTrue(String condition) {
        return Boolean.TRUE.equals(sql().queryForObject("select " + condition, Boolean.class));
    }

    @Test
    void leavesTheRateToTheLaneThatHasSomethingDue() {
        begin(5, create(20));
        for (int i = 0; i < 10; i++) {
            assertThat(claim(Lane.RETRIED, 8)).isEmpty();
            assertThat(claim(Lane.LOST, 1)).isEmpty();
        }

        Instant now = now();
        assertThat(claim(Lane.FRESH, 8, now)).hasSize(5);
        assertThat(claim(Lane.FRESH, 8, now.plusMillis(1))).hasSizeLessThanOrEqualTo(5);
        assertThat(claim(Lane.FRESH, 8, now.plusMillis(2))).isEmpty();
        assertThat(claim(Lane.FRESH, 8, now.plusMillis(1_100))).hasSize(5);
    }

    @Test
    void isPaidForWhatIsEmbeddedOnly() {
        begin(1, create(3));
        Instant now = now();
        for (int i = 0; i < 3; i++) {
            assertThat(transactionally(() -> backlog().claim(next, Lane.FRESH, 8, now, now.plusSeconds(60))))
                    .hasSize(1);
        }
    }

    @Test
    void lengthensNoClaimOfAnOutdatedMemory() {
        List<MemoryKey> memories = create(1);
        begin(null, memories);
        List<Taken> taken = claim(Lane.FRESH, 1);
        backlog().doneButOutdated(next, memories);

        backlog().renew(next, tokens(taken), now());

        assertThat(value(Boolean.class, "due_at = 'infinity'", memories.getFirst()))
                .isTrue();
        assertThat(claim(Lane.FRESH, 1, now().plusSeconds(120))).isEmpty();
    }

    @Test
    void looksAtAnOutdatedMemoryAgainOnceItIsEdited() {
        List<MemoryKey> memories = create(1);
        begin(null, memories);
        claim(Lane.FRESH, 1);
        backlog().doneButOutdated(next, memories);

        backlog().lookAgain(memories.getFirst());
        backlog().loseExpired(next, 3, EmbeddingFailure.INSTANCE_LOST, now());

        assertThat(value(Integer.class, "losses", memories.getFirst())).isZero();
        assertThat(keys(claim(Lane.FRESH, 1))).containsExactly(memories.getFirst());
    }

    @Test
    void renewsWhatNobodyHasLockedAndWaitsForNobody() throws Exception {
        List<MemoryKey> memories = create(2);
        begin(null, memories);
        Map<MemoryKey, Long> tokens = tokens(claim(Lane.FRESH, 2));
        MemoryKey finished = memories.getFirst();
        Instant until = now().plusSeconds(600);

        transactionally(() -> {
            Set<MemoryKey> held = backlog().held(next, Map.of(finished, tokens.getOrDefault(finished, 0L)));
            CompletableFuture.runAsync(() -> backlog().renew(next, tokens, until))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            return held;
        });

        assertThat(sql().queryForList(
                                "select id from model_backlog where model_id = ? and due_at > now() + interval '5 minutes'",
                                UUID.class,
                                next.id()))
                .containsExactly(memories.getLast().id().value());
    }

    /// Else a renewal that is under way would have it taken for a lost instance.
    @Test
    void givesBackAlsoWhatIsJustLocked() throws Exception {
        List<MemoryKey> memories = create(1);
        begin(null, memories);
        Map<MemoryKey, Long> tokens = tokens(claim(Lane.FRESH, 1));

        CompletableFuture<Void> givingBack = transactionally(() -> {
            backlog().held(next, tokens);
            var other = CompletableFuture.runAsync(() -> backlog().giveBack(next, tokens, now()));
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> other.isDone()
                            || isTrue("exists (select from pg_stat_activity"
                                    + " where datname = current_database() and wait_event_type = 'Lock')"));
            return other;
        });
        givingBack.get(60, TimeUnit.SECONDS);

        assertThat(value(Boolean.class, "held", memories.getFirst())).isFalse();
    }

    @Test
    void passesOverAMemoryThatCannotBeRead() {
        List<MemoryKey> memories = create(3);
        MemoryKey unreadable = memories.get(1);
        sql().update(
                        "update memories set source = 'of_a_later_version' where id = ?",
                        unreadable.id().value());
        begin(null, memories);

        assertThat(keys(claim(Lane.FRESH, 3))).containsExactlyInAnyOrder(memories.get(0), memories.get(2));

        backlog().loseExpired(next, 3, EmbeddingFailure.INSTANCE_LOST, now().plusSeconds(3_000));
        assertThat(value(Integer.class, "losses", unreadable)).isZero();
        assertThat(value(Boolean.class, "not held and due_at > now() + interval '30 minutes'", unreadable))
                .isTrue();
        sql().update(
                        "update memories set source = 'chat' where id = ?",
                        unreadable.id().value());
        assertThat(keys(claim(Lane.FRESH, 3, now().plusSeconds(3_700)))).contains(unreadable);
    }

    /// What was committed after the claim began, and before it had its lock.
    @Test
    void readsAMemoryAsItIsOnceItIsClaimed() throws Exception {
        List<MemoryKey> memories = create(1);
        begin(null, memories);
        sql().execute("""
                create or replace function waits() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock(42);
                    return new;
                end $$""");
        sql().execute("create trigger waits before update on model_backlog for each row execute function waits()");

        CompletableFuture<List<Taken>> claim = transactionally(() -> {
            sql().queryForList("select pg_advisory_xact_lock(42)");
            var other = CompletableFuture.supplyAsync(() -> claim(Lane.FRESH, 1));
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> isTrue("exists (select from pg_stat_activity"
                            + " where datname = current_database() and wait_event = 'advisory')"));
            sql().update(
                            "update memories set content = 'Changed meanwhile' where id = ?",
                            memories.getFirst().id().value());
            return other;
        });

        assertThat(claim.get(60, TimeUnit.SECONDS))
                .extracting(it -> it.memory().content().text())
                .containsExactly("Changed meanwhile");
    }
}
