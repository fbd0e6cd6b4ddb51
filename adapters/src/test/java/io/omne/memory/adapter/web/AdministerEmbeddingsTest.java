package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.application.embedding.EmbeddingStatistics.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdministerEmbeddingsTest {

    private static final String PATH = "/api/v1/admin/embeddings";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ID = UUID.fromString("0199a1b2-0000-7000-8000-000000000001");
    private static final Pace QUIET = new Pace(0, 0, Duration.ofMinutes(5));
    private static final Failure FAILURE = new Failure(
            new MemoryId(ID), NOON, new EmbeddingFailure("model_unavailable", "The model gave no answer."), 4);

    private final TestServer server = TestServer.running();
    private final Caller administrator = server.administrator();

    @AfterEach
    void forget() {
        server.embedding().stand(new Backlog(0, 0, 0, null), QUIET, List.of());
        server.embedding().pauseFor(null);
    }

    @Test
    void showsHowEmbeddingStands() {
        server.embedding()
                .stand(
                        new Backlog(1_000_000, 64, 2, Duration.ofMillis(12_900)),
                        new Pace(50, 1, Duration.ofSeconds(40)),
                        List.of(FAILURE));

        assertThat(administrator.get(PATH).body())
                .isEqualTo(("{'model':{'provider':'local','name':'a-model','dimension':384},"
                                + "'states':{'pending':1000000,'processing':64,'failed':2},"
                                + "'oldest_pending_seconds':12,"
                                + "'rates':{'completed_per_minute':75.0,'failed_per_minute':1.5,'window_seconds':40.0},"
                                + "'paused':null,"
                                + "'last_failures':[{'memory_id':'" + ID + "','at':'2026-01-31T12:00:00Z',"
                                + "'code':'model_unavailable','message':'The model gave no answer.','attempts':4}]}")
                        .replace('\'', '"'));
    }

    @Test
    void saysThatNothingIsPending() {
        assertThat(administrator.get(PATH).json().path("oldest_pending_seconds").isNull())
                .isTrue();
    }

    @Test
    void saysWhyItIsPaused() {
        server.embedding().pauseFor(new Pause(Reason.BUSY, NOON, NOON.plusSeconds(30)));

        assertThat(administrator.get(PATH).json().path("paused").toString())
                .isEqualTo(
                        "{\"reason\":\"busy\",\"since\":\"2026-01-31T12:00:00Z\",\"until\":\"2026-01-31T12:00:30Z\"}");
    }

    @Test
    void showsTheLastTwentyFailures() {
        server.embedding()
                .stand(
                        new Backlog(0, 0, 30, null),
                        QUIET,
                        Stream.generate(() -> FAILURE).limit(30).toList());

        assertThat(administrator.get(PATH).json().path("last_failures").size()).isEqualTo(20);
    }

    @Test
    void isForAdministratorsAlone() {
        assertThat(server.somebody().get(PATH).status()).isEqualTo(403);
        assertThat(server.with(null).get(PATH).status()).isEqualTo(401);
    }
}
