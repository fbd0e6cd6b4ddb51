package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// PostgreSQL and Redis are up all the time; only the connections to them die, as after an `idle_session_timeout`,
/// by an administrator's hand or in a firewall. Nobody gets an error for it.
@Timeout(180)
class DeadConnectionsTest {

    private static final int TOGETHER = 12;
    private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

    private static TestDatabase database;
    private static TestRedis redis;
    private static Wire toPostgres;
    private static Wire toRedis;
    private static Instance server;
    private static Client client;
    private static String path;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        redis = new TestRedis();
        toPostgres = new Wire(database.url());
        toRedis = new Wire(redis.url());
        server = new Instance(toPostgres.url(), toRedis.url(), Map.of());
        client = server.client();
        path = "/api/v1/memories/" + client.create("from before").field("id");
    }

    @AfterAll
    static void stop() {
        server.close();
        toRedis.close();
        toPostgres.close();
        redis.close();
        database.close();
    }

    private static Answer list(Client who) {
        return who.get("/api/v1/memories?per_page=1&tags=t" + System.nanoTime());
    }

    private static Answer history(Client who) {
        return who.get(path + "/history");
    }

    private static Answer edit(Client who) {
        return who.patch(path, "{\"title\": \"" + System.nanoTime() + "\"}");
    }

    private static final List<Function<Client, Answer>> REQUESTS = List.of(
            DeadConnectionsTest::list,
            DeadConnectionsTest::edit,
            DeadConnectionsTest::history,
            who -> who.get(path),
            who -> who.get(path + "?include=embedding"),
            who -> who.create("another"));

    /// Opens the connections that are to die, all at the same time.
    private static List<Answer> answers() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = IntStream.range(0, TOGETHER)
                    .mapToObj(i -> REQUESTS.get(i % REQUESTS.size()))
                    .<Callable<Answer>>map(request -> () -> request.apply(client))
                    .toList();
            var answers = new ArrayList<Answer>();
            for (Future<Answer> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static boolean isWell(Answer answer) {
        return answer.status() == 200 || answer.status() == 201;
    }

    private static void endAllSessions() {
        new JdbcTemplate(database.dataSource())
                .queryForList("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and application_name = 'omne'");
    }

    private static void assertThatAllIsWell() throws Exception {
        for (int round = 0; round < 4; round++) {
            assertThat(answers()).allMatch(DeadConnectionsTest::isWell);
            assertThat(client.get("/actuator/health").status()).isEqualTo(200);
            assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @RepeatedTest(5)
    void nobodyNoticesThatPostgresEndsAllSessions() throws Exception {
        answers();
        endAllSessions();
        assertThatAllIsWell();
    }

    /// However long PostgreSQL was away, and whether it refused or was silent: the pool does not pause when it is
    /// back.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyWaitsForAPoolThatPausesOnceItIsBack(boolean silent) throws Exception {
        if (silent) {
            toPostgres.freeze();
            toPostgres.fallSilent();
        } else {
            toPostgres.cut();
        }
        Thread.sleep(SIX_SECONDS); // by then the pool by itself would pause for five
        toPostgres.fallSilent();
        toPostgres.thaw();
        toPostgres.mend();
        for (int i = 0; i < 5; i++) {
            assertThat(client.create("after " + i).status()).isEqualTo(201);
        }
        assertThatAllIsWell();
    }

    /// While they are in use.
    @Test
    void nobodyNoticesThatSessionsEndAllTheTime() throws Exception {
        try (ExecutorService ender = Executors.newSingleThreadExecutor()) {
            Future<?> ending = ender.submit(() -> {
                for (int i = 0; i < 5; i++) {
                    endAllSessions();
                    Thread.sleep(2_000); // longer than a request takes on a busy machine, its repetition included
                }
                return null;
            });
            while (!ending.isDone()) {
                assertThat(answers()).allMatch(DeadConnectionsTest::isFine);
            }
        }
        assertThatAllIsWell();
    }

    /// Of a write whose commit was under way nobody knows; its client is told so.
    private static boolean isFine(Answer answer) {
        return isWell(answer) || (answer.status() == 503 && answer.text().contains("it may have been"));
    }

    @RepeatedTest(3)
    void nobodyNoticesThatAFirewallForgetsTheConnections() throws Exception {
        answers();
        Thread.sleep(Duration.ofMillis(700));
        toPostgres.fallSilent();
        assertThatAllIsWell();
    }

    @Test
    void nobodyNoticesThatRedisEndsAllConnections() throws Exception {
        answers();
        redis.ask(it -> it.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal()));
        assertThatAllIsWell();
    }

    @Test
    void nobodyNoticesThatTheConnectionsToRedisFallSilent() throws Exception {
        answers();
        toRedis.fallSilent();
        assertThatAllIsWell();
        Eventually.holds(Duration.ofSeconds(30), () -> {
            client.get(path);
            return redis.get("memory:" + path.substring(path.lastIndexOf('/') + 1)) != null;
        });
    }
}
