package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The packaged server, killed with `kill -9` while it projects and while it replays, over and over, under
/// writes: nothing differs afterwards. `omne.kills` is how often; `./omne bench crashes` kills ten times.
class CrashIT {

    private static final int KILLS = Integer.getInteger("omne.kills", 1);
    private static final int SEEDED = 4_000;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String MEMORIES = "/api/v1/memories";
    private static final String PROJECTIONS = "/api/v1/admin/projections";
    private static final String REPLAY = PROJECTIONS + "/memory-list/replay";

    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger writes = new AtomicInteger();
    private TestDatabase database;
    private ServerProcess server;
    private Client administrator;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        Seed.into(database, seed -> seed.memories(UUID.randomUUID(), SEEDED));
        server = ServerProcess.start(database.url(), TestRedis.shared(), Map.of());
        administrator = Client.administrator(server.url());
        administrator.post(REPLAY, "{}");
        administrator.post(PROJECTIONS + "/recall-words/replay", "{}");
        administrator.post(PROJECTIONS + "/conversation-list/replay", "{}");
        Eventually.holds(LONG, () -> replay("state").equals("completed"));
        Eventually.holds(LONG, () -> replay("recall-words", "state").equals("completed"));
        Eventually.holds(LONG, () -> replay("conversation-list", "state").equals("completed"));
        sql().update("""
                insert into memories (user_id, id, content, memory_type, source, tags, metadata, embedding_status,
                    embedding_model, embedding_updated_at, embedding_attempts, created_at, updated_at,
                    revision, version, sequence, conversation_id, occurred_at, related_memories, superseded_by)
                select user_id, id, content, memory_type, source, tags, metadata, embedding_status,
                    embedding_model, embedding_updated_at, embedding_attempts, created_at, updated_at,
                    revision, version, sequence, conversation_id, occurred_at, related_memories, superseded_by
                from memory_list.entries""");
    }

    @AfterEach
    void stop() {
        writing.set(false);
        server.close();
        database.close();
    }

    private JdbcTemplate sql() {
        return new JdbcTemplate(database.dataSource());
    }

    @Test
    void findsNoDifferenceAfterKillsWhileProjectingAndReplaying() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                writers.execute(this::write);
            }
            for (int i = 0; i < KILLS; i++) {
                int before = writes.get();
                Eventually.holds(LONG, () -> writes.get() > before + 20);
                server.kill();
                server = server.startAgain();
            }
            for (int i = 0; i < KILLS; i++) {
                administrator.post(REPLAY, "{}");
                killWhileReplaying();
                server = server.startAgain();
            }
            Eventually.holds(LONG, () -> replay("state").equals("completed"));
            writing.set(false);
        }

        administrator.post("/api/v1/admin/verify", "{}");
        Eventually.holds(LONG, () -> verification().path("state").asString().equals("completed"));
        assertThat(verification().path("outcome").path("found")).isEmpty();
        assertThat(verification().path("outcome").path("differences").asInt()).isZero();
        assertThat(verification().path("outcome").path("memories").asInt()).isGreaterThan(SEEDED);
        assertThat(sql().queryForObject(
                                "select count(*) from pg_namespace where nspname = 'memory_list_next'", Integer.class))
                .as("a half-built list that was left")
                .isZero();
    }

    /// Anywhere between the beginning of the work and its end.
    private void killWhileReplaying() {
        Eventually.holds(LONG, () -> !replay("state").equals("asked"));
        pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1_500)));
        server.kill();
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    private String replay(String field) {
        return replay("memory-list", field);
    }

    private String replay(String projection, String field) {
        return administrator
                .get(PROJECTIONS)
                .json()
                .path("data")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(projection))
                .findFirst()
                .orElseThrow()
                .path("replay")
                .path(field)
                .asString();
    }

    private JsonNode verification() {
        return administrator.get("/api/v1/admin/verify").json();
    }

    /// Creates, edits and deletes, and asks nothing when the server is away. Not as fast as it can: what it creates is
    /// embedded by the real model.
    private void write() {
        var client = new Client(server.url());
        List<String> own = new ArrayList<>();
        var chance = ThreadLocalRandom.current();
        while (writing.get()) {
            try {
                if (own.size() < 5 || chance.nextInt(3) == 0) {
                    String id = client.create("written " + writes.get()).field("id");
                    if (!id.isEmpty()) {
                        own.add(id);
                    }
                } else if (chance.nextInt(4) == 0) {
                    client.delete(MEMORIES + "/" + own.remove(chance.nextInt(own.size())));
                } else {
                    client.patch(
                            MEMORIES + "/" + own.get(chance.nextInt(own.size())),
                            "{\"title\": \"edit %d\", \"tags\": [\"t%d\", \"u%d\"]}"
                                    .formatted(writes.get(), chance.nextInt(5), chance.nextInt(5)));
                }
                writes.incrementAndGet();
                pause(Duration.ofMillis(20));
            } catch (UncheckedIOException e) {
                pause(Duration.ofMillis(100));
            }
        }
    }
}
