package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.Reembedding;
import io.omne.embedding.application.modelchange.BacklogClaims;
import io.omne.embedding.application.modelchange.BacklogStep;
import io.omne.embedding.application.modelchange.ModelBacklog;
import io.omne.embedding.application.modelchange.ModelChanges;
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
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
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
            models().lockExclusively();
            return models().begin(NEXT);
        });
    }

    @AfterEach
    void cancelIt() {
        sql().execute("drop trigger if exists waits on model_backlog");
        transactionally(() -> {
            models().lockExclusively();
            models().abandon(next);
            changes().end(next);
            return next;
        });
    }

    private static IndexedModels models() {
        return server.get(IndexedModels.class);
    }

    private static ModelChanges changes() {
        return server.get(ModelChanges.class);
    }

    private static BacklogClaims claims() {
        return server.get(BacklogClaims.class);
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

    private void begin(@Nullable Integer perSecond, List<TextKey> memories) {
        transactionally(() -> {
            changes().begin(next, perSecond);
            server.get(Reembedding.class).embedded(next, memories);
            return next;
        });
    }

    private static List<TextKey> create(int count) {
        Client client = server.client();
        return IntStream.range(0, count)
                .mapToObj(i -> client.create("Memory number " + i).json())
                .map(PostgresModelBacklogTest::key)
                .toList();
    }

    /// Memories as they are once they are embedded.
    private static List<TextKey> complete(List<TextKey> memories) {
        memories.forEach(memory -> sql().update("""
                update memories set embedding_status = 'completed', embedding_model = 'any', embedding_updated_at = now()
                where id = ?""", memory.id()));
        return memories;
    }

    private static TextKey key(JsonNode memory) {
        return new TextKey(
                "memory",
                new UserId(UUID.fromString(memory.path("user_id").asString())),
                UUID.fromString(memory.path("id").asString()));
    }

    private static Instant now() {
        return Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    }

    private Map<TextKey, Long> claim(Lane lane, int limit) {
        return claim(lane, limit, now());
    }

    private Map<TextKey, Long> claim(Lane lane, int limit, Instant now) {
        return transactionally(() -> {
            Map<TextKey, Long> tokens = claimUnpaid(lane, limit, now);
            changes().pay(next, tokens.size(), now);
            return tokens;
        });
    }

    private Map<TextKey, Long> claimUnpaid(Lane lane, int limit, Instant now) {
        int allowed = changes().allowed(next, limit, now);
        return allowed == 0
                ? Map.of()
                : claims().claim(next, Set.of("memory"), lane, allowed, now, now.plusSeconds(60));
    }

    /// As a worker does.
    private List<Claim> claimTexts(int limit) {
        return server.get(CommandGateway.class)
                .<Claims>sendAndWait(new BacklogStep.Claim(next, Lane.FRESH, limit))
                .all();
    }

    private static <T> T value(Class<T> type, String column, TextKey memory) {
        return Objects.requireNonNull(
                sql().queryForObject("select " + column + " from model_backlog where id = ?", type, memory.id()));
    }

    /// In a session of its own: a transaction sees the sessions as they were when it first looked.
    private static boolean isSomebodyWaiting() {
        return Boolean.TRUE.equals(new JdbcTemplate(database.dataSource()).queryForObject("""
                        select exists (select from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock')""", Boolean.class));
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
            assertThat(transactionally(() -> claimUnpaid(Lane.FRESH, 8, now))).hasSize(1);
        }
    }

    @Test
    void lengthensNoClaimOfAnOutdatedMemory() {
        List<TextKey> memories = create(1);
        begin(null, memories);
        Map<TextKey, Long> tokens = claim(Lane.FRESH, 1);
        backlog().doneButOutdated(next, memories);

        claims().renew(next, tokens, now());

        assertThat(value(Boolean.class, "due_at = 'infinity'", memories.getFirst()))
                .isTrue();
        assertThat(claim(Lane.FRESH, 1, now().plusSeconds(120))).isEmpty();
    }

    @Test
    void looksAtAnOutdatedMemoryAgainOnceItIsEdited() {
        List<TextKey> memories = create(1);
        begin(null, memories);
        claim(Lane.FRESH, 1);
        backlog().doneButOutdated(next, memories);

        server.get(Reembedding.class).changed(memories.getFirst());
        claims().loseExpired(next, 3, TextFailure.INSTANCE_LOST, now());

        assertThat(value(Integer.class, "losses", memories.getFirst())).isZero();
        assertThat(claim(Lane.FRESH, 1)).containsOnlyKeys(memories.getFirst());
    }

    @Test
    void renewsWhatNobodyHasLockedAndWaitsForNobody() throws Exception {
        List<TextKey> memories = create(2);
        begin(null, memories);
        Map<TextKey, Long> tokens = claim(Lane.FRESH, 2);
        TextKey finished = memories.getFirst();
        Instant until = now().plusSeconds(600);

        transactionally(() -> {
            Set<TextKey> held = claims().held(next, Map.of(finished, tokens.getOrDefault(finished, 0L)));
            CompletableFuture.runAsync(() -> claims().renew(next, tokens, until))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            return held;
        });

        assertThat(sql().queryForList(
                                "select id from model_backlog where model_id = ? and due_at > now() + interval '5 minutes'",
                                UUID.class,
                                next.id()))
                .containsExactly(memories.getLast().id());
    }

    /// Else a renewal that is under way would have it taken for a lost instance.
    @Test
    void givesBackAlsoWhatIsJustLocked() throws Exception {
        List<TextKey> memories = create(1);
        begin(null, memories);
        Map<TextKey, Long> tokens = claim(Lane.FRESH, 1);

        CompletableFuture<Void> givingBack = transactionally(() -> {
            claims().held(next, tokens);
            var other = CompletableFuture.runAsync(() -> claims().giveBack(next, tokens, now()));
            Eventually.holds(Duration.ofSeconds(60), () -> other.isDone() || isSomebodyWaiting());
            return other;
        });
        givingBack.get(60, TimeUnit.SECONDS);

        assertThat(value(Boolean.class, "held", memories.getFirst())).isFalse();
    }

    @Test
    void passesOverAMemoryThatCannotBeRead() {
        List<TextKey> memories = complete(create(3));
        TextKey unreadable = memories.get(1);
        sql().update("update memories set source = 'of_a_later_version' where id = ?", unreadable.id());
        begin(null, memories);

        assertThat(claimTexts(3)).extracting(Claim::key).containsExactlyInAnyOrder(memories.get(0), memories.get(2));

        claims().loseExpired(next, 3, TextFailure.INSTANCE_LOST, now().plusSeconds(3_000));
        assertThat(value(Integer.class, "losses", unreadable)).isZero();
        assertThat(value(Boolean.class, "not held and due_at > now() + interval '30 minutes'", unreadable))
                .isTrue();
        sql().update("update memories set source = 'chat' where id = ?", unreadable.id());
        sql().update("update model_backlog set due_at = now() where id = ?", unreadable.id());
        assertThat(claimTexts(3)).extracting(Claim::key).contains(unreadable);
    }

    /// What was committed after the claim began, and before it had its lock.
    @Test
    void readsAMemoryAsItIsOnceItIsClaimed() throws Exception {
        List<TextKey> memories = complete(create(1));
        begin(null, memories);
        sql().execute("""
                create or replace function waits() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock(42);
                    return new;
                end $$""");
        sql().execute("create trigger waits before update on model_backlog for each row execute function waits()");

        CompletableFuture<List<Claim>> claim = transactionally(() -> {
            sql().queryForList("select pg_advisory_xact_lock(42)");
            var other = CompletableFuture.supplyAsync(() -> claimTexts(1));
            Eventually.holds(Duration.ofSeconds(60), PostgresModelBacklogTest::isSomebodyWaiting);
            sql().update(
                            "update memories set content = 'Changed meanwhile' where id = ?",
                            memories.getFirst().id());
            return other;
        });

        assertThat(claim.get(60, TimeUnit.SECONDS)).extracting(Claim::text).containsExactly("Changed meanwhile");
    }
}
