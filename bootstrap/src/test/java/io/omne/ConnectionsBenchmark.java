package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packaged server beside ten thousand connections that say nothing, and as many as it lets be open:
/// whoever has something to say is answered, and as soon as without them. `./omne bench connections` runs it.
class ConnectionsBenchmark {

    private static final int IDLE = 10_000;
    private static final int ASKED = 300;
    private static final double MOST_TIMES_SLOWER = 2;
    private static final long MOST_BYTES_EACH = 40_000;

    @Test
    void servesOthersBesideIdleConnections() {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess server = ServerProcess.start(
                        database.url(),
                        TestRedis.shared(),
                        Map.of(
                                "OMNE_EMBEDDING_WORKERS", "0",
                                "OMNE_HTTP_MAX_CONNECTIONS", Integer.toString(IDLE),
                                "OMNE_HTTP_HEAD_TIMEOUT", "10m"))) {
            var client = new Client(server.url());
            median(client);
            double alone = median(client);
            long before = resident(server);
            var idle = new ArrayList<Raw>();
            try {
                for (int i = 0; i < IDLE; i++) {
                    idle.add(new Raw(server.url()));
                }
                double beside = median(client);
                long after = resident(server);
                // A newcomer takes the place of the one that has been idle longest.
                assertThat(Raw.ask(server.url(), "GET /openapi HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                .status())
                        .isEqualTo(200);
                System.out.printf(
                        "[bench] create: %.2f ms alone, %.2f ms beside %d idle connections, ratio %.2f; %d kB a connection%n",
                        alone, beside, IDLE, beside / alone, (after - before) / IDLE / 1000);
                assertThat(beside / alone).as("slower").isLessThan(MOST_TIMES_SLOWER);
                assertThat((after - before) / IDLE).as("bytes for each").isLessThan(MOST_BYTES_EACH);
                Eventually.holds(Duration.ofSeconds(5), () -> idle.getFirst().isClosed());
                assertThat(idle.getLast().isClosed()).isFalse();
            } finally {
                idle.forEach(Raw::close);
            }
        }
    }

    private static double median(Client client) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < ASKED; i++) {
            long start = System.nanoTime();
            Answer answer = client.create("Something to say.");
            times.add(System.nanoTime() - start);
            assertThat(answer.status()).isEqualTo(201);
        }
        Collections.sort(times);
        return times.get(times.size() / 2) / 1e6;
    }

    private static long resident(ServerProcess server) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/" + server.pid() + "/status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
