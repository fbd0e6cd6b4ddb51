package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.event.command.CommandSucceededEvent;
import io.omne.Client.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Redis is never asked on a thread that has a transaction: it may keep a connection waiting.
class RedisOutsideTransactionsTest {

    private final Queue<String> outside = new ConcurrentLinkedQueue<>();
    private final Queue<String> within = new ConcurrentLinkedQueue<>();

    private final class Watch implements CommandListener {

        @Override
        public void commandStarted(CommandStartedEvent event) {
            (TransactionSynchronizationManager.isActualTransactionActive() ? within : outside)
                    .add(event.getCommand().getType() + " on "
                            + Thread.currentThread().getName());
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {}

        @Override
        public void commandFailed(CommandFailedEvent event) {}
    }

    @Test
    void holdsForAllThatIsDoneToMemories() {
        try (TestDatabase database = TestDatabase.create();
                TestRedis redis = new TestRedis();
                Instance server =
                        new Instance(database.url(), redis.url(), Map.of("omne.rate-limit.memories", 1_000))) {
            var connections = server.get(LettuceConnectionFactory.class);
            connections.getRequiredNativeClient().addListener(new Watch());
            connections.resetConnection(); // a connection has the listeners of when it was made
            Client client = server.client();
            Client administrator = Client.administrator(server.url());

            String path = "/api/v1/memories/" + client.create("one").field("id");
            for (int i = 0; i < 2; i++) {
                Answer keyed = client.post("/api/v1/memories", "{\"content\": \"two\"}", "Idempotency-Key", "k");
                assertThat(keyed.status()).isEqualTo(i == 0 ? 201 : 200);
            }
            client.post("/api/v1/memories/bulk", "{\"memories\": [{\"content\": \"three\"}, {}]}");
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> client.get(path).field("embedding_status").equals("completed"));
            client.patch(path, "{\"content\": \"another\"}");
            client.patch(path, "{\"title\": \"one\"}");
            client.get("/api/v1/memories");
            client.post(path + "/retry-embedding", "");
            administrator.post("/api/v1/admin/projections/memory-list/replay", "");
            administrator.post("/api/v1/admin/sweeps/process-pending-embeddings", "");
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> Objects.equals(
                            new JdbcTemplate(database.dataSource())
                                    .queryForObject(
                                            "select count(*) from memories where embedding_status <> 'completed'",
                                            Long.class),
                            0L));
            assertThat(client.delete(path).status()).isEqualTo(204);

            assertThat(outside).as("it is noticed at all").anyMatch(it -> it.contains(" on command-"));
            assertThat(within).as("asked within a transaction").isEmpty();
        }
    }
}
