package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// Two instances on their worst day: eight clients write while one instance or the other is killed with
/// `kill -9`, the way to PostgreSQL is cut twice, Redis is stopped for a while, and the provider of the model
/// answers with 503. Every acknowledged memory ends completed, exactly once.
///
/// `omne.memories` and `omne.kills` say how much of it; `./omne bench chaos` runs 5,000 and ten.
class ChaosIT {

    private static final int MEMORIES = Integer.getInteger("omne.memories", 400);
    private static final int KILLS = Integer.getInteger("omne.kills", 2);
    private static final int CLIENTS = 8;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration AWAY = Duration.ofSeconds(KILLS > 2 ? 20 : 3);
    private static final Duration CUT = Duration.ofSeconds(2);

    private final TestDatabase database = TestDatabase.create();
    private final Wire wire = new Wire(database.url());
    private final TestRedis redis = new TestRedis();
    private final FakeOpenAi provider = FakeOpenAi.start(1536);
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private boolean isRedisAway;

    private ServerProcess start() {
        return ServerProcess.start(
                wire.url(),
                redis.url(),
                Map.of(
                        "EMBEDDING_PROVIDER",
                        "openai",
                        "EMBEDDING_OPENAI_API_KEY",
                        FakeProvider.KEY,
                        "EMBEDDING_OPENAI_BASE_URL",
                        provider.baseUrl(),
                        "OMNE_EMBEDDING_LEASE",
                        "5s"));
    }

    @Test
    void completesEveryAcknowledgedMemoryExactlyOnce() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(CLIENTS)) {
            servers.add(start());
            servers.add(start());
            var left = new AtomicInteger(MEMORIES);
            var user = new Client(servers.getFirst().url());
            for (int i = 0; i < CLIENTS; i++) {
                callers.execute(() -> write(user, left));
            }
            for (int i = 0; i < KILLS; i++) {
                pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(500, 3_000)));
                happen(i);
                int victim = ThreadLocalRandom.current().nextInt(servers.size());
                servers.get(victim).kill();
                servers.set(victim, servers.get(victim).startAgain());
            }
            provider.recover();
            if (isRedisAway) {
                redis.start();
            }
        }
        Eventually.holds(LONG, () -> count("memories where embedding_status <> 'completed'") == 0);
        tally();
        servers.forEach(ServerProcess::close);
        close();
    }

    /// What else goes wrong, besides the kills.
    private void happen(int round) {
        if (round == 0) {
            provider.always(FakeReply.status(503));
            pause(AWAY);
            provider.recover();
            redis.kill();
            isRedisAway = true;
        } else if (round <= 2) {
            wire.cut();
            pause(CUT);
            wire.mend();
        } else if (round == 3) {
            redis.start();
            isRedisAway = false;
        }
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    private void write(Client user, AtomicInteger left) {
        for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
            String content = "memory " + n;
            Eventually.holds(LONG, () -> isCreated(user, content));
        }
    }

    /// A create that nobody has answered may have been done; it is another memory then.
    private boolean isCreated(Client user, String content) {
        ServerProcess server = servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
        try {
            Answer answer = user.at(server.url()).create(content);
            if (answer.status() == 201) {
                acknowledged.add(answer.field("id"));
                return true;
            }
            assertThat(answer.status()).isEqualTo(503);
        } catch (UncheckedIOException e) {
            // It was killed, or is not up yet.
        }
        refused.incrementAndGet();
        return false;
    }

    private void tally() {
        List<UUID> ids = acknowledged.stream().map(UUID::fromString).toList();
        long kept = count("memories where id = any(?)", (Object) ids.toArray(UUID[]::new));
        long processing = count("memories where embedding_status = 'processing'");
        long twice = count("""
                (select aggregate_identifier, convert_from(payload, 'UTF8')::json ->> 'revision' from domain_events
                    where payload_type like '%EmbeddingCompleted' group by 1, 2 having count(*) > 1) t""");
        long completions = count("domain_events where payload_type like '%EmbeddingCompleted'");
        long memories = count("memories");
        long vectors = count("embedding_passages_1");
        System.out.printf(
                "[chaos] %d acknowledged, %d refused or unanswered; kept %d of them, %d memories in all; %d completed"
                        + " events, %d of a content twice; %d passages; %d in processing; %d interruptions,"
                        + " %d failed attempts%n",
                ids.size(),
                refused.get(),
                kept,
                memories,
                completions,
                twice,
                vectors,
                processing,
                count("domain_events where payload_type like '%EmbeddingInterrupted'"),
                count("domain_events where payload_type like '%EmbeddingPostponed'"));
        assertThat(ids).hasSize(MEMORIES);
        assertThat(kept).as("acknowledged and kept").isEqualTo(MEMORIES);
        assertThat(processing).isZero();
        assertThat(twice).as("contents completed twice").isZero();
        assertThat(completions).as("one completion for each memory").isEqualTo(memories);
        assertThat(vectors).as("one set of vectors for each memory").isEqualTo(memories);
    }

    private long count(String from, Object... values) {
        Long count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from " + from, Long.class, values);
        return count == null ? 0 : count;
    }

    private void close() {
        wire.close();
        redis.close();
        provider.close();
        database.close();
    }
}
