package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The filters of lists, on two whole servers: memories `a` to `f`, created in this order.
@Timeout(120)
class ListFiltersTest {

    private static final String PATH = "/api/v1/memories";
    private static final UUID CONVERSATION = new UUID(7, 7);

    private static TestDatabase database;
    private static Instance server;
    private static Instance other;

    private Client client;
    private Client onOther;
    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        var noEmbedding = Map.<String, Object>of("omne.embedding.workers", 0);
        server = new Instance(database.url(), TestRedis.shared(), noEmbedding);
        other = new Instance(database.url(), TestRedis.shared(), noEmbedding);
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void remember() {
        client = server.client();
        onOther = client.at(other.url());
        add("a", "\"memory_type\":\"task\",\"tags\":[\"x\"],\"occurred_at\":\"2026-03-01T00:00:00Z\"");
        add("b", "\"memory_type\":\"note\",\"tags\":[\"x\",\"y\"],\"occurred_at\":\"2026-01-01T00:00:00Z\"");
        add("c", "\"memory_type\":\"meeting\",\"tags\":[\"p,q\"],\"occurred_at\":\"2026-02-01T00:00:00Z\"");
        add("d", "\"source\":\"chat\",\"tags\":[\"y\"],\"conversation_id\":\"%s\"".formatted(CONVERSATION));
        add("e", "\"source\":\"file\",\"conversation_id\":\"%s\"".formatted(CONVERSATION));
        add("f", "\"occurred_at\":\"9999-12-31T23:59:59.999999Z\"");
        client.patch(path(1), "{\"superseded_by\":\"%s\"}".formatted(ids.get(0)));
        client.patch(path(4), "{\"superseded_by\":\"%s\"}".formatted(ids.get(3)));
    }

    private void add(String content, String more) {
        Answer created = client.post(PATH, "{\"content\":\"%s\",%s}".formatted(content, more));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        ids.add(created.field("id"));
    }

    private String path(int number) {
        return PATH + "/" + ids.get(number);
    }

    private static String contents(Answer list) {
        return list.json()
                .path("data")
                .valueStream()
                .map(memory -> memory.path("content").asString())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    superseded=true                                          | be
                    superseded=false                                         | acdf
                    superseded=false&memory_type=note,task                   | adf
                    superseded=false&tags=x                                  | a
                    superseded=true&tags=x                                   | b
                    conversation_id=00000000-0000-0007-0000-000000000007     | de
                    conversation_id=00000000-0000-0007-0000-000000000007&superseded=false | d
                    conversation_id=00000000-0000-0007-0000-000000000008     | ''
                    exclude_tags=x                                           | cdef
                    exclude_tags=x,y                                         | cef
                    exclude_tags=p,q                                         | abcdef
                    tags=y&exclude_tags=x                                    | d
                    tag=p,q                                                  | c
                    tag=p,q&exclude_tags=x                                   | c
                    exclude_tags=x&superseded=false&source=manual            | cf
                    memory_type=task,meeting                                 | ac
                    source=chat,file                                         | de
                    embedding_status=completed,failed                        | ''
                    occurred_before=2026-02-01T00:00:00Z                     | b
                    occurred_after=2026-01-01T00:00:00Z&occurred_before=2026-03-01T00:00:00.0000001Z | ac
                    occurred_after=2026-03-01T00:00:00Z                      | def
                    occurred_after=2026-03-01T00:00:00Z&conversation_id=00000000-0000-0007-0000-000000000007 | de
                    sort_by=occurred_at                                      | bcadef
                    sort_by=occurred_at&sort_order=desc                      | fedacb
                    sort_by=occurred_at&memory_type=task,note,meeting&exclude_tags=y | caef
                    sort_by=updated_at&superseded=true                       | be
                    sort_by=accessed_at&occurred_before=2026-06-01T00:00:00Z&superseded=false | ac
                    """)
    void showThoseThatPassWithTheirTotal(String query, String expected) {
        String wanted = PATH + "?" + (query.contains("sort_order") ? "" : "sort_order=asc&") + query;
        for (Client reader : List.of(client, client, onOther)) {
            Answer list = reader.get(wanted);
            assertThat(list.status()).as(list.text()).isEqualTo(200);
            assertThat(contents(list)).isEqualTo(expected);
            assertThat(list.json().at("/meta/total").intValue()).isEqualTo(expected.length());
        }
        var walked = new StringBuilder();
        String cursor = "";
        do {
            Answer page = onOther.get(wanted + "&per_page=1" + cursor);
            walked.append(contents(page));
            cursor = "&cursor=" + page.json().at("/meta/next_cursor").asString("");
        } while (!cursor.equals("&cursor="));
        assertThat(walked.toString()).isEqualTo(expected);
        assertThat(contents(server.client().get(wanted))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "superseded=true",
                "superseded=false",
                "conversation_id=00000000-0000-0007-0000-000000000007",
                "exclude_tags=y",
                "exclude_tags=x,y",
                "memory_type=note,task",
                "source=manual,file",
                "embedding_status=pending,failed",
                "occurred_after=2020-01-01T00:00:00Z",
                "occurred_before=2999-01-01T00:00:00Z",
                "sort_by=occurred_at"
            })
    void bindCursors(String query) {
        String cursor = client.get(PATH + "?per_page=1&" + query)
                .json()
                .at("/meta/next_cursor")
                .asString();

        assertThat(client.get(PATH + "?per_page=1&" + query + "&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (String another : List.of("", "exclude_tags=x", "superseded=" + !query.contains("true"))) {
            if (!another.equals(query)) {
                assertThat(client.get(PATH + "?" + another + "&cursor=" + cursor)
                                .status())
                        .as(another)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void showEveryEditAtOnceOnEveryInstance() {
        for (int i = 0; i < 10; i++) {
            assertThat(contents(client.get(PATH + "?superseded=false&sort_order=asc")))
                    .isEqualTo("acdf");
            onOther.patch(path(0), "{\"superseded_by\":\"%s\",\"occurred_at\":null}".formatted(ids.get(5)));
            assertThat(contents(client.get(PATH + "?superseded=false&sort_order=asc")))
                    .isEqualTo("cdf");
            assertThat(contents(client.get(PATH + "?sort_by=occurred_at&sort_order=asc")))
                    .isEqualTo("bcadef");
            client.patch(path(0), "{\"superseded_by\":null,\"occurred_at\":\"2026-03-01T00:00:00Z\"}");
            assertThat(contents(onOther.get(PATH + "?superseded=true&sort_order=asc")))
                    .isEqualTo("be");
        }
    }
}
