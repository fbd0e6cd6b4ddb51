package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.events.api.Projections.DeadLetter;
import io.omne.events.api.Projections.Projection;
import io.omne.events.api.Projections.Segment;
import io.omne.jobs.api.JobState;
import io.omne.memory.application.MemoryJobs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AdministerProjectionsTest {

    private static final String PATH = "/api/v1/admin/projections";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ID = UUID.fromString("0199a1b2-0000-7000-8000-000000000001");

    private final TestServer server = TestServer.running();
    private final Caller administrator = server.administrator();

    @BeforeEach
    void stand() {
        server.administration().forget();
        server.administration()
                .stand(
                        List.of(
                                new Projection(
                                        "memory-list",
                                        7,
                                        10,
                                        3,
                                        List.of(
                                                new Segment(0, 7, "one@host", null),
                                                new Segment(1, 9, null, "It cannot reach the database.")),
                                        2),
                                new Projection("other", 10, 10, 0, List.of(), 0)),
                        List.of(
                                new DeadLetter("m1", 3, "content_changed", "It does not fit.", NOON, NOON),
                                new DeadLetter("m1", 4, "deleted", null, NOON, NOON)));
    }

    @Test
    void showsWhereEachProjectionStands() {
        assertThat(administrator.get(PATH).body())
                .isEqualTo(("{'data':[{'name':'memory-list','position':7,'head':10,'lag':3,'segments':["
                                + "{'segment':0,'position':7,'owner':'one@host','error':null},"
                                + "{'segment':1,'position':9,'owner':null,'error':'It cannot reach the database.'}],"
                                + "'dead_letters':2,'replay':null},"
                                + "{'name':'other','position':10,'head':10,'lag':0,'segments':[],'dead_letters':0,"
                                + "'replay':null}]}")
                        .replace('\'', '"'));
    }

    @Test
    void showsTheReplayThatRuns() {
        server.administration()
                .put(new JobState(
                        ID,
                        MemoryJobs.REPLAY_MEMORY_LIST.name(),
                        "",
                        JobState.State.RUNNING,
                        "folding",
                        300,
                        1_000,
                        NOON.minusSeconds(5),
                        NOON,
                        NOON,
                        NOON.plusSeconds(30),
                        null,
                        null,
                        null));

        JsonNode data = administrator.get(PATH).json().path("data");

        assertThat(data.path(0).path("replay").toString())
                .isEqualTo(("{'id':'%s','state':'running','phase':'folding','done':300,'total':1000,"
                                + "'seconds_left':70,'asked_at':'2026-01-31T11:59:55Z',"
                                + "'started_at':'2026-01-31T12:00:00Z','finished_at':null,"
                                + "'outcome':null,'error':null}")
                        .formatted(ID)
                        .replace('\'', '"'));
        assertThat(data.path(1).path("replay").isNull()).isTrue();
    }

    @Test
    void replaysOnceAtATime() {
        Reply asked = administrator.post(PATH + "/memory-list/replay");
        Reply again = administrator.post(PATH + "/memory-list/replay");

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().propertyNames())
                .containsExactly(
                        "id",
                        "state",
                        "phase",
                        "done",
                        "total",
                        "seconds_left",
                        "asked_at",
                        "started_at",
                        "finished_at",
                        "outcome",
                        "error");
        assertThat(asked.text("state")).isEqualTo("asked");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(administrator
                        .get(PATH)
                        .json()
                        .path("data")
                        .path(0)
                        .path("replay")
                        .path("id"))
                .isEqualTo(asked.json().path("id"));
    }

    @Test
    void replaysAgainOnceItIsFinished() {
        for (var state : List.of(JobState.State.COMPLETED, JobState.State.FAILED)) {
            server.administration()
                    .put(new JobState(
                            ID,
                            MemoryJobs.REPLAY_MEMORY_LIST.name(),
                            "",
                            state,
                            "swapping",
                            1,
                            1,
                            NOON,
                            NOON,
                            NOON,
                            NOON,
                            NOON,
                            null,
                            null));

            assertThat(administrator.post(PATH + "/memory-list/replay", "{}").status())
                    .isEqualTo(202);
        }
    }

    @Test
    void showsDeadLetters() {
        assertThat(administrator.get(PATH + "/memory-list/dead-letters").body())
                .isEqualTo(("{'data':[{'memory_id':'m1','sequence':3,'event':'content_changed',"
                                + "'cause':'It does not fit.','at':'2026-01-31T12:00:00Z',"
                                + "'last_tried_at':'2026-01-31T12:00:00Z'},"
                                + "{'memory_id':'m1','sequence':4,'event':'deleted','cause':null,"
                                + "'at':'2026-01-31T12:00:00Z','last_tried_at':'2026-01-31T12:00:00Z'}]}")
                        .replace('\'', '"'));
    }

    @Test
    void showsAsManyDeadLettersAsAreAskedFor() {
        server.administration()
                .stand(
                        List.of(new Projection("memory-list", 1, 1, 0, List.of(), 150)),
                        IntStream.range(0, 150)
                                .mapToObj(i -> new DeadLetter("m" + i, 1, "created", null, NOON, NOON))
                                .toList());
        String path = PATH + "/memory-list/dead-letters";

        assertThat(administrator.get(path).json().path("data").size()).isEqualTo(20);
        assertThat(administrator.get(path + "?per_page=1").json().path("data").size())
                .isEqualTo(1);
        assertThat(administrator.get(path + "?per_page=100").json().path("data").size())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "per_page=0, 422, per_page out_of_range",
        "per_page=101, 422, per_page out_of_range",
        "per_page=x, 400, per_page malformed",
        "page=1, 422, page unknown_field"
    })
    void namesTheParameterThatIsWrong(String query, int status, String error) {
        Reply reply = administrator.get(PATH + "/memory-list/dead-letters?" + query);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void triesDeadLettersAgain() {
        Reply retried = administrator.post(PATH + "/memory-list/dead-letters/retry");

        assertThat(retried.status()).isEqualTo(200);
        assertThat(retried.body()).isEqualTo("{\"taken\":2,\"left\":0}");
        assertThat(administrator.get(PATH + "/memory-list/dead-letters").body()).isEqualTo("{\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /x/replay",
        "POST, /other/replay",
        "POST, /MEMORY-LIST/replay",
        "GET, /x/dead-letters",
        "POST, /x/dead-letters/retry",
        "GET, /x"
    })
    void knowsNoOtherProjections(String method, String path) {
        Reply reply = method.equals("GET") ? administrator.get(PATH + path) : administrator.post(PATH + path);

        assertThat(reply.status()).as(reply.body()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "POST, /memory-list/replay",
        "POST, /x/replay",
        "GET, /memory-list/dead-letters",
        "POST, /memory-list/dead-letters/retry"
    })
    void isForAdministratorsAlone(String method, String path) {
        for (Caller caller : List.of(server.somebody(), server.with(null))) {
            Reply reply = method.equals("GET") ? caller.get(PATH + path) : caller.post(PATH + path);

            assertThat(reply.status()).isEqualTo(caller.authorization() == null ? 401 : 403);
        }
    }
}
