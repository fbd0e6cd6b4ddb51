package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetryEmbeddingTest {

    private static final String PATH = "/api/v1/memories";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();
    private final MemoryId id = new MemoryId(
            UUID.fromString(somebody.post(PATH, "{\"content\":\"x\"}").text("id")));
    private final String path = PATH + "/" + id + "/retry-embedding";

    @Test
    void triesAFailedOneAgain() {
        server.memories().failToEmbed(id, new EmbeddingFailure("model_failed", "no"));

        Reply reply = somebody.post(path);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).isEqualTo("{\"id\":\"%s\",\"embedding_status\":\"pending\"}".formatted(id));
    }

    @Test
    void triesAPendingOneNow() {
        assertThat(somebody.post(path, "{}").status()).isEqualTo(202);
    }

    @Test
    void hasNothingToRetryOnceItIsCompleted() {
        server.memories().embed(id, List.of(Vector.towards(new float[] {1, 0})));

        Reply reply = somebody.post(path);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("detail")).contains("completed");
    }
}
