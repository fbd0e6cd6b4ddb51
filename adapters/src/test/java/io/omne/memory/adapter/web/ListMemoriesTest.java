package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListMemoriesTest {

    private static final String PATH = "/api/v1/memories";

    private final Caller somebody = TestServer.running().somebody();

    @Test
    void pagesTheCallersOwnNewestFirst() {
        for (String content : new String[] {"1", "2", "3"}) {
            somebody.post(PATH, "{\"content\":\"%s\"}".formatted(content));
        }

        JsonNode first = somebody.get(PATH + "?page=1&per_page=2").json();
        JsonNode second = somebody.get(PATH + "?per_page=2&page=2").json();
        JsonNode third = somebody.get(PATH + "?per_page=2&page=3").json();

        assertThat(first.propertyNames()).containsExactly("data", "meta");
        assertThat(contents(first)).containsExactly("3", "2");
        assertThat(contents(second)).containsExactly("1");
        assertThat(contents(third)).isEmpty();
        assertThat(first.path("meta").toString())
                .isEqualTo("{\"page\":1,\"per_page\":2,\"total\":3,\"total_pages\":2,\"next_cursor\":null}");
        assertThat(first.path("data").path(0).size()).isEqualTo(19);
        assertThat(first.path("data").path(0).path("memory_type").asString()).isEqualTo("note");
    }

    @Test
    void answersWithAnEmptyPageWhereThereIsNothing() {
        assertThat(somebody.get(PATH).body())
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":1,\"per_page\":20,\"total\":0,\"total_pages\":0,"
                        + "\"next_cursor\":null}}");
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page out_of_range",
        "page=-1, page out_of_range",
        "page=99999999999999999999, page out_of_range",
        "per_page=0, per_page out_of_range",
        "per_page=101, per_page out_of_range",
        "page=2&page=3, page repeated",
        "page=501, page too_deep",
        "page=101&per_page=100, page too_deep",
        "memory_type=note, memory_type unknown_field",
        "perpage=1, perpage unknown_field",
        "cursor=x, cursor unknown_field"
    })
    void namesTheParameterThatIsWrong(String query, String error) {
        Reply reply = somebody.get(PATH + "?" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void pointsToTheCursorWhereAPageIsTooDeep() {
        assertThat(somebody.get(PATH + "?page=500").status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?page=501").text("detail")).contains("cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page=x", "page=", "page", "per_page=1.5", "page=1e3", "page=%2B1", "page=0x1", "page=%D9%A1"})
    void refusesWhatIsNoNumber(String query) {
        Reply reply = somebody.get(PATH + "?" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.errors()).hasSize(1).first().asString().endsWith(" malformed");
    }

    private static List<String> contents(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(memory -> memory.path("content").asString())
                .toList();
    }
}
