package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.jobs.api.JobState;
import io.omne.memory.application.MemoryJobs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministerSweepsTest {

    private static final String PATH = "/api/v1/admin/sweeps";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ID = UUID.fromString("0199a1b2-0000-7000-8000-000000000001");

    private final TestServer server = TestServer.running();
    private final Caller administrator = server.administrator();

    @BeforeEach
    void forget() {
        server.administration().forget();
    }

    @Test
    void showsEachSweepAndHowOftenItIsDone() {
        assertThat(administrator.get(PATH).body())
                .isEqualTo(("{'data':[{'name':'process-pending-embeddings','every':'PT5M','latest':null},"
                                + "{'name':'retry-failed-embeddings','every':null,'latest':null}]}")
                        .replace('\'', '"'));
    }

    @Test
    void showsWhatCameOfTheLatest() {
        server.administration()
                .put(new JobState(
                        ID,
                        MemoryJobs.RETRY_FAILED_EMBEDDINGS.name(),
                        "",
                        JobState.State.COMPLETED,
                        "retrying",
                        70,
                        0,
                        NOON,
                        NOON,
                        NOON,
                        NOON,
                        NOON,
                        "{\"retried\": 70}",
                        null));

        assertThat(administrator
                        .get(PATH)
                        .json()
                        .path("data")
                        .path(1)
                        .path("latest")
                        .toString())
                .isEqualTo(("{'id':'%s','state':'completed','phase':'retrying','done':70,'total':0,"
                                + "'seconds_left':null,'asked_at':'2026-01-31T12:00:00Z',"
                                + "'started_at':'2026-01-31T12:00:00Z','finished_at':'2026-01-31T12:00:00Z',"
                                + "'outcome':{'retried':70},'error':null}")
                        .formatted(ID)
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"process-pending-embeddings", "retry-failed-embeddings"})
    void sweepsOnceAtATime(String name) {
        Reply asked = administrator.post(PATH + "/" + name);
        Reply again = administrator.post(PATH + "/" + name, "{}");

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("state")).isEqualTo("asked");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.text("detail")).isEqualTo("A sweep of this name is not finished yet.");
        assertThat(administrator.get(PATH).body()).contains(asked.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "verify", "replay-memory-list", "process_pending_embeddings", "RETRY-FAILED-EMBEDDINGS"})
    void knowsNoOtherSweeps(String name) {
        Reply reply = administrator.post(PATH + "/" + name);

        assertThat(reply.status()).as(reply.body()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void isForAdministratorsAlone() {
        for (Caller caller : List.of(server.somebody(), server.with(null))) {
            int refusal = caller.authorization() == null ? 401 : 403;

            assertThat(caller.get(PATH).status()).isEqualTo(refusal);
            assertThat(caller.post(PATH + "/retry-failed-embeddings").status()).isEqualTo(refusal);
            assertThat(caller.post(PATH + "/x").status()).isEqualTo(refusal);
        }
    }
}
