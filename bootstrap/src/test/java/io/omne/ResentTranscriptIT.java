package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The worst client: it sends its whole transcript after each new message, to one of two packaged servers in turn, one
/// of which is killed with `kill -9` while it adds messages. Each message is stored once and embedded once.
class ResentTranscriptIT {

    private static final int MESSAGES = Integer.getInteger("omne.messages", 200);
    private static final int AT_ONCE = 100;
    private static final String PATH = "/api/v1/conversations/" + UUID.randomUUID() + "/messages";
    private static final Map<String, String> SETTINGS = Map.of("OMNE_RATE_LIMIT_MESSAGES", "0");

    private final List<String> transcript = IntStream.range(0, MESSAGES)
            .mapToObj(i -> "{\"id\":\"m%1$d\",\"role\":\"user\",\"content\":\"Message number %1$d.\"}".formatted(i))
            .toList();

    @Test
    void isStoredOnce() {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess other = ServerProcess.start(database.url(), TestRedis.shared(), SETTINGS)) {
            ServerProcess server = ServerProcess.start(database.url(), TestRedis.shared(), SETTINGS);
            var user = new Client(server.url());
            for (int size = 1; size <= MESSAGES; size++) {
                List<String> sent = transcript.subList(0, size);
                boolean isKilled = size % (MESSAGES / 5) == 0;
                if (isKilled) {
                    server = killWhileItAdds(server, user.at(server.url()), sent);
                }
                Client sender = size % 2 == 0 ? user.at(server.url()) : user.at(other.url());
                assertThat(send(sender, sent)).as("created of %d", size).isBetween(isKilled ? 0 : 1, 1);
            }
            System.out.printf(
                    "[messages] the whole transcript of %d again: %.1f ms in the median%n",
                    MESSAGES, medianOfResends(user.at(other.url())));
            assertThat(count(database, "memories where user_id = ?", user)).isEqualTo(MESSAGES);
            Eventually.holds(
                    Duration.ofMinutes(2),
                    () -> count(database, "memories where user_id = ? and embedding_status = 'completed'", user)
                            == MESSAGES);
            assertThat(count(
                            database,
                            "domain_events where owner = ? and payload_type like '%EmbeddingCompleted'",
                            user))
                    .isEqualTo(MESSAGES);
            server.close();
        }
    }

    /// Returns the server that was started in its place.
    private static ServerProcess killWhileItAdds(ServerProcess server, Client sender, List<String> messages) {
        try (ExecutorService client = Executors.newSingleThreadExecutor()) {
            client.execute(() -> {
                try {
                    send(sender, messages);
                } catch (UncheckedIOException e) {
                    // Killed meanwhile: nobody knows what was stored.
                }
            });
            LockSupport.parkNanos(
                    Duration.ofMillis(ThreadLocalRandom.current().nextInt(20)).toNanos());
            server.kill();
        }
        return server.startAgain();
    }

    /// @return how many messages were created
    private static int send(Client sender, List<String> messages) {
        int created = 0;
        for (int from = 0; from < messages.size(); from += AT_ONCE) {
            Answer answer = post(sender, messages.subList(from, Math.min(messages.size(), from + AT_ONCE)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().path("failed").intValue()).isZero();
            created += answer.json().path("created").intValue();
        }
        return created;
    }

    private static Answer post(Client sender, List<String> messages) {
        String body = messages.stream().collect(Collectors.joining(",", "{\"messages\":[", "]}"));
        for (int tries = 0; ; tries++) {
            try {
                return sender.post(PATH, body);
            } catch (UncheckedIOException e) {
                if (tries == 3) {
                    throw e;
                }
            }
        }
    }

    private double medianOfResends(Client sender) {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < 21; i++) {
            long began = System.nanoTime();
            assertThat(send(sender, transcript)).isZero();
            millis.add((System.nanoTime() - began) / 1e6);
        }
        Collections.sort(millis);
        return millis.get(millis.size() / 2);
    }

    private static int count(TestDatabase database, String what, Client user) {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from " + what, Integer.class, user.user());
        return count == null ? 0 : count;
    }
}
