package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.embedding.ModelName;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReadHistoryTest {

    private static final String PATH = "/api/v1/memories";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();
    private final Reply created = somebody.post(PATH, """
            {"content": "one", "memory_type": "task", "source": "chat", "source_id": "s", "title": "t", "tags": ["a"],
             "metadata": {"n": 1.50}, "conversation_id": "0199a1b2-0000-7000-8000-00000000000f"}""");
    private final MemoryId id = new MemoryId(UUID.fromString(created.text("id")));
    private final String path = PATH + "/" + id + "/history";

    @Test
    void beginsWithEverythingThatWasCreated() {
        JsonNode history = somebody.get(path).json();

        assertThat(history.propertyNames()).containsExactly("data", "meta");
        assertThat(history.path("meta").toString()).isEqualTo("{\"per_page\":20,\"next_cursor\":null}");
        assertThat(history.path("data").size()).isEqualTo(1);
        assertThat(history.path("data").path(0).toString())
                .isEqualTo(("{'sequence':1,'type':'created','at':'%s','content':'one','memory_type':'task',"
                                + "'source':'chat','source_id':'s','title':'t','tags':['a'],'metadata':{'n':1.5},"
                                + "'occurred_at':null,'related_memories':[],"
                                + "'conversation_id':'0199a1b2-0000-7000-8000-00000000000f','superseded_by':null}")
                        .formatted(created.text("created_at"))
                        .replace('\'', '"'));
        assertThat(somebody.get(path).body()).contains("{\"n\":1.5}");
    }

    @Test
    void hasEveryFieldOfAMemoryThatWasCreatedWithLittle() {
        String little = somebody.post(PATH, "{\"content\":\"x\"}").text("id");

        JsonNode event = somebody.get(PATH + "/" + little + "/history")
                .json()
                .path("data")
                .path(0);

        assertThat(event.propertyNames())
                .containsExactly(
                        "sequence",
                        "type",
                        "at",
                        "content",
                        "memory_type",
                        "source",
                        "source_id",
                        "title",
                        "tags",
                        "metadata",
                        "occurred_at",
                        "related_memories",
                        "conversation_id",
                        "superseded_by");
        assertThat(event.path("title").isNull()).isTrue();
        assertThat(event.path("metadata").toString()).isEqualTo("{}");
    }

    @Test
    void tellsWhatChanged() {
        somebody.patch(PATH + "/" + id, """
                {"content": "two", "memory_type": "note", "title": null, "tags": ["b"], "metadata": {"m": null},
                 "occurred_at": "2026-01-31T10:00:00+01:00", "related_memories": ["%1$s"], "superseded_by": "%1$s"}""".formatted(id));

        assertThat(changes())
                .containsExactly(
                        "2 content_changed {'content':'two'}",
                        "3 type_changed {'memory_type':'note'}",
                        "4 title_changed {'title':null}",
                        "5 tags_changed {'tags':['b']}",
                        "6 metadata_changed {'metadata':{'m':null}}",
                        "7 occurred_at_changed {'occurred_at':'2026-01-31T09:00:00Z'}",
                        "8 related_memories_changed {'related_memories':['%s']}".formatted(id),
                        "9 superseded_by_changed {'superseded_by':'%s'}".formatted(id));
    }

    @Test
    void tellsHowItWasEmbedded() {
        var memories = server.memories();
        var failure = new EmbeddingFailure("model_unavailable", "The embedding model gave no answer.");
        memories.decide(id, it -> it.claim(NOON, NOON));
        memories.decide(id, it -> it.interrupt(NOON));
        memories.decide(id, it -> it.claim(NOON, NOON));
        memories.decide(id, it -> it.fail(1, failure, new RetryPolicy(3, Duration.ofSeconds(8)), 1, NOON));
        memories.decide(id, it -> it.claim(NOON, NOON));
        memories.decide(id, it -> it.fail(1, failure, new RetryPolicy(0, Duration.ZERO), 0, NOON));
        somebody.post(PATH + "/" + id + "/retry-embedding");
        memories.decide(id, it -> it.claim(NOON, NOON));
        memories.decide(id, it -> it.complete(1, new ModelName("test-model"), 3, NOON));

        String error = "'error':{'code':'model_unavailable','message':'The embedding model gave no answer.'}";
        assertThat(changes())
                .containsExactly(
                        "2 embedding_started {'revision':1,'attempt':1}",
                        "3 embedding_interrupted {'revision':1}",
                        "4 embedding_started {'revision':1,'attempt':1}",
                        "5 embedding_postponed {'revision':1,%s,'retry_at':'%s'}"
                                .formatted(error, postponement("retry_at")),
                        "6 embedding_started {'revision':1,'attempt':2}",
                        "7 embedding_failed {'revision':1,%s}".formatted(error),
                        "8 embedding_retry_asked {}",
                        "9 embedding_started {'revision':1,'attempt':1}",
                        "10 embedding_completed {'revision':1,'model':'test-model','passages':3,'error':null}");
        assertThat(postponement("at")).isEqualTo(NOON.toString());
        assertThat(Instant.parse(postponement("retry_at"))).isAfter(NOON);
        assertThat(somebody.get(path).body()).doesNotContain("io.omne", "Embedding", "leased");
    }

    @Test
    void isPagedOldestFirst() {
        for (int i = 2; i <= 7; i++) {
            somebody.patch(PATH + "/" + id, "{\"title\":\"%d\"}".formatted(i));
        }
        var sequences = new ArrayList<Long>();
        var sizes = new ArrayList<Integer>();

        JsonNode page = somebody.get(path + "?per_page=3").json();
        while (true) {
            assertThat(page.path("meta").propertyNames()).containsExactly("per_page", "next_cursor");
            sizes.add(page.path("data").size());
            page.path("data").forEach(it -> sequences.add(it.path("sequence").longValue()));
            if (page.path("meta").path("next_cursor").isNull()) {
                break;
            }
            page = somebody.get(path + "?per_page=3&cursor=" + Lists.nextCursor(page))
                    .json();
        }

        assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void takesItsOwnCursorsOnly() {
        somebody.patch(PATH + "/" + id, "{\"title\":\"x\"}");
        String cursor = Lists.nextCursor(somebody.get(path + "?per_page=1").json());
        Reply second = somebody.post(PATH, "{\"content\":\"x\"}");
        String list = Lists.nextCursor(somebody.get(PATH + "?per_page=1").json());

        assertThat(somebody.get(path + "?cursor=" + cursor).status()).isEqualTo(200);
        for (Reply refused : List.of(
                somebody.get(PATH + "/" + second.text("id") + "/history?cursor=" + cursor),
                server.somebody().get(path + "?cursor=" + cursor),
                somebody.get(path + "?cursor=" + list),
                somebody.get(path + "?cursor=B" + cursor.substring(1)),
                somebody.get(path + "?cursor=" + cursor.substring(1)),
                somebody.get(path + "?cursor="))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.errors()).containsExactly("cursor malformed");
        }
    }

    /// The last character has bits to spare.
    @Test
    void takesACursorAsItWasGivenOnly() {
        somebody.patch(PATH + "/" + id, "{\"title\":\"x\"}");
        String cursor = Lists.nextCursor(somebody.get(path + "?per_page=1").json());
        String start = cursor.substring(0, cursor.length() - 1);

        List<String> taken = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .chars()
                .mapToObj(last -> start + (char) last)
                .filter(other -> somebody.get(path + "?cursor=" + other).status() != 400)
                .toList();

        assertThat(taken).containsExactly(cursor);
        assertThat(somebody.get(path + "?cursor=" + cursor + "==").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "per_page=0, 422, per_page out_of_range",
        "per_page=101, 422, per_page out_of_range",
        "per_page=x, 400, per_page malformed",
        "per_page=1&per_page=1, 422, per_page repeated",
        "page=1, 422, page unknown_field",
        "type=created, 422, type unknown_field"
    })
    void namesTheParameterThatIsWrong(String query, int status, String error) {
        Reply reply = somebody.get(path + "?" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void isAsAbsentAsItsMemory() {
        String unknown = PATH + "/" + UUID.randomUUID() + "/history";
        Reply missing = somebody.get(unknown);
        Reply foreign = server.somebody().get(path);
        somebody.delete(PATH + "/" + id);
        Reply deleted = somebody.get(path);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
        for (Reply reply : List.of(foreign, deleted)) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body().replace(path, unknown)).isEqualTo(missing.body());
            assertThat(reply.response().headers().map().keySet())
                    .isEqualTo(missing.response().headers().map().keySet());
        }
        assertThat(somebody.get(PATH + "/x/history").status()).isEqualTo(400);
    }

    /// The events after the first: sequence, type, and the rest with single quotes.
    private List<String> changes() {
        return somebody.get(path)
                .json()
                .path("data")
                .valueStream()
                .skip(1)
                .map(event -> {
                    assertThat(event.path("at").asString()).endsWith("Z").satisfies(Instant::parse);
                    var rest = event.deepCopy().asObject().without(List.of("sequence", "type", "at"));
                    return "%d %s %s"
                            .formatted(
                                    event.path("sequence").longValue(),
                                    event.path("type").asString(),
                                    rest.toString().replace('"', '\''));
                })
                .toList();
    }

    private String postponement(String field) {
        return somebody.get(path).json().path("data").path(4).path(field).asString();
    }
}
