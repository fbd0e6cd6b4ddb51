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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdministerVerificationTest {

    private static final String PATH = "/api/v1/admin/verify";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestServer server = TestServer.running();
    private final Caller administrator = server.administrator();

    @BeforeEach
    void forget() {
        server.administration().forget();
    }

    @Test
    void hasNothingToShowBeforeTheFirst() {
        Reply reply = administrator.get(PATH);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void verifiesOnceAtATime() {
        Reply asked = administrator.post(PATH);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("state")).isEqualTo("asked");
        assertThat(administrator.post(PATH).status()).isEqualTo(409);
        assertThat(administrator.get(PATH).status()).isEqualTo(200);
        assertThat(administrator.get(PATH).body()).isEqualTo(asked.body());
    }

    @Test
    void showsWhatCameOfItAsJson() {
        put(JobState.State.COMPLETED, "{\"differences\": [{\"memory_id\": \"x\"}], \"checkedRows\": 2}", null);

        assertThat(administrator.get(PATH).json().path("outcome").toString())
                .isEqualTo("{\"differences\":[{\"memory_id\":\"x\"}],\"checkedRows\":2}");
        assertThat(administrator.get(PATH).json().path("error").isNull()).isTrue();
    }

    @Test
    void saysWhyItFailed() {
        put(JobState.State.FAILED, null, "The instance that did it stopped.");

        assertThat(administrator.get(PATH).text("state")).isEqualTo("failed");
        assertThat(administrator.get(PATH).text("error")).isEqualTo("The instance that did it stopped.");
        assertThat(administrator.get(PATH).json().path("outcome").isNull()).isTrue();
    }

    @Test
    void isForAdministratorsAlone() {
        for (Caller caller : List.of(server.somebody(), server.with(null))) {
            int refusal = caller.authorization() == null ? 401 : 403;

            assertThat(caller.get(PATH).status()).isEqualTo(refusal);
            assertThat(caller.post(PATH).status()).isEqualTo(refusal);
        }
    }

    private void put(JobState.State state, @Nullable String outcome, @Nullable String error) {
        server.administration()
                .put(new JobState(
                        UUID.randomUUID(),
                        MemoryJobs.VERIFY.name(),
                        "",
                        state,
                        "comparing",
                        9,
                        9,
                        NOON,
                        NOON,
                        NOON,
                        NOON,
                        NOON,
                        outcome,
                        error));
    }
}
