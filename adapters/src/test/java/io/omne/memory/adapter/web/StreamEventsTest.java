package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.SentEvents;
import io.omne.SentEvents.Event;
import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.TestTokens;
import io.omne.embedding.ModelName;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamEventsTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final String PATH = MEMORIES + "/events";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();

    private String create(String content) {
        return somebody.post(MEMORIES, "{\"content\":\"%s\"}".formatted(content))
                .text("id");
    }

    private static Event next(SentEvents stream) {
        return Objects.requireNonNull(stream.event());
    }

    @Test
    void startsNowAndSaysWhereAndWhenToResume() {
        create("before");
        try (SentEvents stream = somebody.stream(PATH)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.block()).containsOnlyKeys("id", "retry").containsEntry("retry", "2000");

            String id = create("after");

            Event event = next(stream);
            assertThat(event.name()).isEqualTo("created");
            assertThat(event.json().path("memory_id").asString()).isEqualTo(id);
        }
    }

    @Test
    void sendsWhatHistoryShows() {
        try (SentEvents stream = somebody.stream(PATH)) {
            String id = create("one");
            somebody.patch(MEMORIES + "/" + id, """
                    {"content": "two\\nlines", "title": null, "tags": ["a"], "metadata": {"n": 1.50, "id": "x"}}""");
            var memory = new MemoryId(UUID.fromString(id));
            server.memories().decide(memory, it -> it.claim(NOON, NOON));
            server.memories().decide(memory, it -> it.complete(2, new ModelName("test-model"), 1, NOON));
            var history = somebody.get(MEMORIES + "/" + id + "/history").json().path("data");
            server.memories().decide(memory, it -> it.delete(NOON));

            assertThat(history.size()).isGreaterThan(5);
            for (var entry : history) {
                Event event = next(stream);
                assertThat(event.data())
                        .isEqualTo("{\"memory_id\":\"%s\",".formatted(id)
                                + entry.toString().substring(1));
                assertThat(event.name()).isEqualTo(entry.path("type").asString());
            }
            Event deleted = next(stream);
            assertThat(deleted.data())
                    .isEqualTo("{\"memory_id\":\"%s\",\"sequence\":%d,\"type\":\"deleted\",\"at\":\"%s\"}"
                            .formatted(id, history.size() + 1, NOON));
        }
    }

    @Test
    void resumesAfterTheLastEvent() {
        String last;
        String second;
        try (SentEvents stream = somebody.stream(PATH)) {
            create("one");
            last = next(stream).id();
            second = create("two");
            next(stream);
        }
        String third = create("three");

        try (SentEvents byHeader = somebody.stream(PATH + "?last_event_id=0", "Last-Event-ID", last);
                SentEvents byParameter = somebody.stream(PATH + "?last_event_id=" + last)) {
            for (SentEvents stream : new SentEvents[] {byHeader, byParameter}) {
                assertThat(Objects.requireNonNull(stream.block())).containsEntry("id", last);
                assertThat(next(stream).what()).isEqualTo(second + " 1");
                assertThat(next(stream).what()).isEqualTo(third + " 1");
            }
        }
        try (SentEvents fromTheFirst = somebody.stream(PATH + "?last_event_id=0")) {
            assertThat(next(fromTheFirst).json().path("content").asString()).isEqualTo("one");
        }
    }

    @Test
    void sendsNoEventsOfOtherUsers() {
        try (SentEvents stream = somebody.stream(PATH)) {
            server.somebody().post(MEMORIES, "{\"content\":\"somebody else's\"}");
            create("mine");

            assertThat(next(stream).json().path("content").asString()).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "-1", "01", "+1", "1.0", "1 ", "42", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA"})
    void rejectsAnIdThatNoEventHas(String id) {
        Reply byParameter =
                somebody.get(PATH + "?last_event_id=" + id.replace(" ", "%20").replace("+", "%2B"));
        assertThat(byParameter.status()).as(byParameter.body()).isEqualTo(400);
        assertThat(byParameter.errors()).containsExactly("last_event_id malformed");

        if (id.equals(id.strip())) {
            Reply byHeader = somebody.get(PATH, "Last-Event-ID", id);
            assertThat(byHeader.status()).as(byHeader.body()).isEqualTo(400);
            assertThat(byHeader.errors()).containsExactly("last_event_id malformed");
            assertThat(byHeader.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    /// As a client sends it that keeps the last id and has had none.
    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void startsNowIfTheIdIsEmpty(String id) {
        create("before");
        try (SentEvents byHeader = somebody.stream(PATH, "Last-Event-ID", id);
                SentEvents byParameter = somebody.stream(PATH + "?last_event_id=" + id.replace(" ", "%20"));
                SentEvents withoutEquals = somebody.stream(PATH + "?last_event_id");
                SentEvents byBoth = somebody.stream(PATH + "?last_event_id=0", "Last-Event-ID", id)) {
            for (SentEvents stream : new SentEvents[] {byHeader, byParameter, withoutEquals}) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(Objects.requireNonNull(stream.block())).containsOnlyKeys("id", "retry");
            }
            create("after");

            for (SentEvents stream : new SentEvents[] {byHeader, byParameter, withoutEquals}) {
                assertThat(next(stream).json().path("content").asString()).isEqualTo("after");
            }
            assertThat(next(byBoth).json().path("content").asString()).isEqualTo("before");
        }
    }

    @Test
    void rejectsSeveralIds() {
        assertThat(somebody.get(PATH, "Last-Event-ID", "0", "Last-Event-ID", "0")
                        .status())
                .isEqualTo(400);
        assertThat(somebody.get(PATH + "?last_event_id=0&last_event_id=0").status())
                .isEqualTo(422);
        assertThat(somebody.get(PATH + "?last=0").errors()).containsExactly("last unknown_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html, application/xml;q=0.9", "nonsense"})
    void isNotSentToClientsThatDoNotAcceptIt(String accepted) {
        assertThat(somebody.get(PATH, "Accept", accepted).status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/*", "application/json, */*;q=0.1"})
    void isSentToClientsThatAcceptIt(String accepted) {
        try (SentEvents stream = somebody.stream(PATH, "Accept", accepted)) {
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void requiresAToken() {
        assertThat(server.with(null).get(PATH).status()).isEqualTo(401);
    }

    @Test
    void isKeptOpenByComments() {
        try (SentEvents stream = somebody.stream(PATH)) {
            stream.block();

            assertThat(stream.block()).isEqualTo(Map.of("", " still here"));
            assertThat(stream.block()).isEqualTo(Map.of("", " still here"));
        }
    }

    @Test
    void endsWhenItsTokenExpires() {
        String claims =
                TestTokens.claims(somebody.user().toString(), Instant.now().plusSeconds(3), "");
        try (SentEvents stream = server.with("Bearer " + TestTokens.hs256(claims)).stream(PATH)) {
            create("in time");

            assertThat(next(stream).json().path("content").asString()).isEqualTo("in time");
            assertThat(stream.event()).isNull();
        }
    }
}
