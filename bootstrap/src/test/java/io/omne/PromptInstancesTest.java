package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.SentEvents.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/// How soon an instance shows what was written on another, without Redis. None of it waits for a poll.
@Timeout(180)
class PromptInstancesTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final int WRITES = 31;

    /// Of most writes, on a busy machine. What nobody told of is found after two seconds.
    private static final Duration PROMPT = Duration.ofMillis(400);

    private static final String LISTENERS =
            " from pg_stat_activity where application_name = 'omne notifications' and datname = current_database()";

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void startAndStopRedis() {
        database = TestDatabase.create();
        var noEmbedding = Map.<String, Object>of("omne.embedding.workers", 0);
        try (var redis = new TestRedis()) {
            one = new Instance(database.url(), redis.url(), noEmbedding);
            other = new Instance(database.url(), redis.url(), noEmbedding);
        }
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @Test
    void listsTheWritesOfAnotherInstance() {
        Client client = one.client();
        Client onOther = client.at(other.client());
        List<Duration> there = listed(client, onOther);
        List<Duration> back = listed(onOther, client);

        assertThat(median(there)).as("%s", there).isLessThan(PROMPT);
        assertThat(median(back)).as("%s", back).isLessThan(PROMPT);
    }

    private static List<Duration> listed(Client writer, Client reader) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < WRITES; i++) {
            String id = writer.create("memory " + i).field("id");
            long written = System.nanoTime();
            Answer list = reader.get(MEMORIES + "?per_page=1");
            times.add(Duration.ofNanos(System.nanoTime() - written));
            assertThat(list.status()).as(list.text()).isEqualTo(200);
            assertThat(list.headers().firstValue("Omne-Stale")).isEmpty();
            assertThat(list.json().path("data").path(0).path("id").asString()).isEqualTo(id);
        }
        return times;
    }

    @Test
    void streamsTheEventsOfAnotherInstance() {
        Client client = one.client();
        try (SentEvents stream = client.at(other.client()).stream(MEMORIES + "/events")) {
            stream.block();
            List<Duration> times = streamed(client, stream);

            assertThat(median(times)).as("%s", times).isLessThan(PROMPT);
        }
    }

    /// Another connection listens after a second; until then the event store is polled often.
    @Test
    void goesOnWhereTheConnectionsThatListenAreLost() {
        Client client = one.client();
        try (SentEvents stream = client.at(other.client()).stream(MEMORIES + "/events")) {
            stream.block();
            Eventually.holds(Duration.ofSeconds(20), () -> listeners() == 2);
            sql().queryForList("select pg_terminate_backend(pid)" + LISTENERS);
            List<Duration> meanwhile = streamed(client, stream);
            Eventually.holds(Duration.ofSeconds(20), () -> listeners() == 2);
            List<Duration> later = streamed(client, stream);

            assertThat(median(meanwhile)).as("%s", meanwhile).isLessThan(PROMPT);
            assertThat(median(later)).as("%s", later).isLessThan(PROMPT);
        }
    }

    private static List<Duration> streamed(Client writer, SentEvents stream) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < WRITES; i++) {
            writer.create("memory " + i);
            long written = System.nanoTime();
            Event event = Objects.requireNonNull(stream.event());
            times.add(Duration.ofNanos(System.nanoTime() - written));
            assertThat(event.name()).isEqualTo("created");
        }
        return times;
    }

    private static int listeners() {
        return Objects.requireNonNull(sql().queryForObject("select count(*)" + LISTENERS, Integer.class));
    }

    private static JdbcTemplate sql() {
        return new JdbcTemplate(database.dataSource());
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
