package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The packaged server, killed with `kill -9` between writing a memory and answering: whoever asks again with the
/// same key, on the other instance or on the one that was started again, is told of that memory and makes no other.
class KeyedCrashIT {

    private static final int CLIENTS = 8;
    private static final int MOST_KILLS = 20;
    private static final String MEMORIES = "/api/v1/memories";
    private static final Map<String, String> SETTINGS = Map.of("OMNE_EMBEDDING_WORKERS", "0");

    /// By the key.
    private final Map<String, Integer> firstStatus = new ConcurrentHashMap<>();

    private final Map<String, String> firstAnswers = new ConcurrentHashMap<>();

    @Test
    void makesOneMemoryOfARequestThatItsServerDidNotSurvive() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess other = ServerProcess.start(database.url(), TestRedis.shared(), SETTINGS)) {
            ServerProcess server = ServerProcess.start(database.url(), TestRedis.shared(), SETTINGS);
            var user = new Client(server.url());
            int kills = 0;
            int writtenAndNotAnswered = 0;
            while (writtenAndNotAnswered == 0) {
                assertThat(++kills)
                        .as("kills, none of which came between a write and its answer")
                        .isLessThan(MOST_KILLS);
                server = killUnder(user, server);
                for (String key : firstStatus.keySet()) {
                    Answer again = create(kills % 2 == 0 ? user : user.at(other.url()), key);
                    boolean answered = firstAnswers.containsKey(key);
                    assertThat(again.status()).as(key).isIn(answered ? new Object[] {200} : new Object[] {200, 201});
                    if (answered) {
                        assertThat(again.text()).isEqualTo(firstAnswers.get(key));
                    } else if (again.status() == 200) {
                        writtenAndNotAnswered++;
                    }
                }
                assertThat(memories(database, user)).isEqualTo(firstStatus.size());
            }
            System.out.printf(
                    "[keys] %d requests, %d kills, %d written and not answered%n",
                    firstStatus.size(), kills, writtenAndNotAnswered);
            server.close();
        }
    }

    /// Returns the server that was started in its place.
    private ServerProcess killUnder(Client user, ServerProcess server) throws InterruptedException {
        var writing = new AtomicBoolean(true);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (writing.get()) {
                        send(user, UUID.randomUUID().toString(), writing);
                    }
                });
            }
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(300, 1_000))
                    .toNanos());
            server.kill();
            writing.set(false);
        }
        return server.startAgain();
    }

    private void send(Client user, String key, AtomicBoolean writing) {
        try {
            firstStatus.put(key, 0);
            Answer answer = create(user, key);
            firstStatus.put(key, answer.status());
            if (answer.status() == 201) {
                firstAnswers.put(key, answer.text());
            }
        } catch (UncheckedIOException e) {
            // Killed meanwhile: nobody knows whether it was written.
            writing.set(false);
        }
    }

    private static Answer create(Client user, String key) {
        return user.post(MEMORIES, "{\"content\": \"%s\"}".formatted(key), "Idempotency-Key", key);
    }

    private static int memories(TestDatabase database, Client user) {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from memories where user_id = ?", Integer.class, user.user());
        return count == null ? 0 : count;
    }
}
