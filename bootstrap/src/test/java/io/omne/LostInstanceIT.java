package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The packaged server, killed with `kill -9` whenever it embeds one of its texts: that text fails, and no other.
class LostInstanceIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void givesUpTheTextThatItsInstancesDieOf() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                FakeOpenAi provider = FakeOpenAi.start(1536)) {
            var asked = new Semaphore(0);
            provider.answer("deadly", FakeReply.silence(asked::release));
            ServerProcess server = ServerProcess.start(
                    database.url(),
                    TestRedis.shared(),
                    Map.of(
                            "EMBEDDING_PROVIDER",
                            "openai",
                            "EMBEDDING_OPENAI_API_KEY",
                            FakeProvider.KEY,
                            "EMBEDDING_OPENAI_BASE_URL",
                            provider.baseUrl(),
                            "OMNE_EMBEDDING_LEASE",
                            "2s"));
            var client = new Client(server.url());
            List<String> others = IntStream.range(0, 20)
                    .mapToObj(i -> client.create("Memory number " + i + (i == 10 ? ", deadly" : ""))
                            .field("id"))
                    .toList();
            String deadly = others.get(10);
            int kills = 0;
            var sql = new JdbcTemplate(database.dataSource());
            while (kills < 3) {
                assertThat(asked.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS))
                        .as("asked for the text")
                        .isTrue();
                server.kill();
                kills++;
                asked.drainPermits();
                server = server.startAgain();
            }

            Eventually.holds(
                    LONG, () -> count(sql, "memories where embedding_status in ('pending', 'processing')") == 0);
            assertThat(asked.availablePermits()).as("asked for again").isZero();
            assertThat(sql.queryForObject(
                            "select embedding_error_code from memories where id = cast(? as uuid)",
                            String.class,
                            deadly))
                    .isEqualTo("instance_lost");
            assertThat(count(sql, "memories where embedding_status = 'completed'"))
                    .isEqualTo(others.size() - 1);
            assertThat(count(
                            sql,
                            "(select 1 from domain_events where payload_type like '%EmbeddingPostponed'"
                                    + " and aggregate_identifier <> '" + deadly
                                    + "' group by aggregate_identifier having count(*) > 1) t"))
                    .as("innocent memories that lost more than one instance")
                    .isZero();
            server.close();
        }
    }

    private static long count(JdbcTemplate sql, String from) {
        Long count = sql.queryForObject("select count(*) from " + from, Long.class);
        return count == null ? 0 : count;
    }
}
