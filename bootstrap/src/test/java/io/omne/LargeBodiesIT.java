package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// More large requests at once than the server has memory for.
class LargeBodiesIT {

    private static final int REQUESTS = 24;

    /// Less than two megabytes, and far more in memory once they are read.
    private static final String SMALL_VALUES =
            "{\"memories\": [%s]}".formatted(String.join(",", Collections.nCopies(199_000, "{\"a\":[]}")));

    @Test
    void doNotEndTheServer() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerProcess server = ServerProcess.start(
                        database.url(),
                        TestRedis.shared(),
                        Map.of("JDK_JAVA_OPTIONS", "-Xmx256m", "OMNE_EMBEDDING_WORKERS", "0"))) {
            var client = new Client(server.url());
            List<Answer> answers = atOnce(() -> client.post("/api/v1/memories/bulk", bulk()));
            List<Answer> ofValues = atOnce(() -> client.post("/api/v1/memories/bulk", SMALL_VALUES));

            assertThat(answers).extracting(Answer::status).containsOnly(200, 503);
            assertThat(ofValues).extracting(Answer::status).isSubsetOf(422, 503);
            assertThat(answers)
                    .filteredOn(it -> it.status() == 503)
                    .allMatch(it -> it.headers().firstValue("Retry-After").isPresent());
            assertThat(client.post("/api/v1/memories/bulk", bulk()).status()).isEqualTo(200);
            assertThat(client.post("/api/v1/memories/bulk", SMALL_VALUES).status())
                    .isEqualTo(422);
        }
    }

    private static List<Answer> atOnce(Callable<Answer> request) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Answer>();
            for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(REQUESTS, request))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /// Five megabytes.
    private static String bulk() {
        String item = "{\"content\": \"%s\"}".formatted("ferry ".repeat(8_000));
        return "{\"memories\": [%s]}".formatted(String.join(",", Collections.nCopies(100, item)));
    }
}
