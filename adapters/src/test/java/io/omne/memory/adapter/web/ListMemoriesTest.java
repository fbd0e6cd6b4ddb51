package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryPage;
import io.omne.web.request.ResponseJson;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListMemoriesTest {

    private static final String PATH = "/api/v1/memories";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();

    @Test
    void pagesTheCallersOwnNewestFirst() {
        for (String content : new String[] {"1", "2", "3"}) {
            somebody.post(PATH, "{\"content\":\"%s\"}".formatted(content));
        }

        JsonNode first = somebody.get(PATH + "?page=1&per_page=2").json();
        JsonNode second = somebody.get(PATH + "?per_page=2&page=2").json();
        JsonNode third = somebody.get(PATH + "?per_page=2&page=3").json();

        assertThat(first.propertyNames()).containsExactly("data", "meta");
        assertThat(Lists.contents(first)).containsExactly("3", "2");
        assertThat(Lists.contents(second)).containsExactly("1");
        assertThat(Lists.contents(third)).isEmpty();
        JsonNode meta = first.path("meta");
        assertThat(meta.propertyNames()).containsExactly("page", "per_page", "total", "total_pages", "next_cursor");
        assertThat(meta.path("next_cursor").isString()).isTrue();
        assertThat(second.path("meta").toString())
                .isEqualTo("{\"page\":2,\"per_page\":2,\"total\":3,\"total_pages\":2,\"next_cursor\":null}");
        assertThat(first.path("data").path(0).size()).isEqualTo(21);
        assertThat(first.path("data").path(0).path("memory_type").asString()).isEqualTo("note");
    }

    @Test
    void saysHowFarItCountedIfItDidNotCountAll() {
        var page = new MemoryPage(List.of(), null, 10_000L, null, false);
        var query = new ListMemories(
                new UserId(UUID.randomUUID()),
                MemoryFilter.NONE,
                MemoryOrder.NEWEST_FIRST,
                ListMemories.FIRST_PAGE,
                20);
        assertThat(new ResponseJson(List.of()).mapper().writeValueAsString(MemoryResponses.Page.of(query, page, null)))
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":1,\"per_page\":20,\"total\":null,"
                        + "\"total_at_least\":10000,\"total_pages\":null,\"next_cursor\":null}}");
    }

    @Test
    void answersWithAnEmptyPageWhereThereIsNothing() {
        assertThat(somebody.get(PATH).body())
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":1,\"per_page\":20,\"total\":0,\"total_pages\":0,"
                        + "\"next_cursor\":null}}");
    }

    @Test
    void saysWhenItIsStaleAndOnlyThen() {
        assertThat(somebody.get(PATH).response().headers().map()).doesNotContainKey("omne-stale");

        server.memories().fallBehind(somebody.user());

        assertThat(somebody.get(PATH).header("Omne-Stale")).isEqualTo("true");
        assertThat(server.somebody().get(PATH).header("Omne-Stale")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page out_of_range",
        "page=-1, page out_of_range",
        "page=-99999999999999999999, page out_of_range",
        "page=99999999999999999999, page too_deep",
        "page=2147483648, page too_deep",
        "page=501, page too_deep",
        "page=101&per_page=100, page too_deep",
        "page=10001&per_page=1, page too_deep",
        "per_page=0, per_page out_of_range",
        "per_page=101, per_page out_of_range",
        "per_page=99999999999999999999, per_page out_of_range",
        "page=2&page=3, page repeated",
        "memory_type=note&memory_type=note, memory_type repeated",
        "cursor=x&cursor=x, cursor repeated",
        "perpage=1, perpage unknown_field",
        "owner=x, owner unknown_field",
        "Page=1, Page unknown_field",
        "memory_type=, memory_type unknown_value",
        "memory_type, memory_type unknown_value",
        "memory_type=NOTE, memory_type unknown_value",
        "'memory_type=note,Task', memory_type unknown_value",
        "source=meeting_note, source unknown_value",
        "source=AI, source unknown_value",
        "embedding_status=done, embedding_status unknown_value",
        "tags=, tags[0] blank",
        "tags, tags[0] blank",
        "tags=%20, tags[0] blank",
        "'tags=a,', tags[1] blank",
        "'tags=,', tags[0] blank",
        "'tags=a,,b', tags[1] blank",
        "tags=a%00, tags[0] invalid_character",
        "tags=a&tags=b, tags repeated",
        "tags_match=none, tags_match unknown_value",
        "tags_match=, tags_match unknown_value",
        "sort_by=title, sort_by unknown_value",
        "sort_by=created_at;drop table memories, sort_by unknown_value",
        "sort_order=down, sort_order unknown_value",
        "sort_order=DESC, sort_order unknown_value"
    })
    void namesTheParameterThatIsWrong(String query, String error) {
        Reply reply = somebody.get(PATH + "?" + query.replace(" ", "%20"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.errors()).containsExactly(error);
        assertThat(reply.json().path("errors").path(0).path("message").asString())
                .isNotBlank();
    }

    @Test
    void keepsTheLimitsOfTags() {
        assertThat(somebody.get(PATH + "?tags=" + "x".repeat(100)).status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?tags=" + "x".repeat(101)).errors()).containsExactly("tags[0] too_long");
        assertThat(somebody.get(PATH + "?tags=" + numbers(50)).status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?tags=" + numbers(51)).errors()).containsExactly("tags too_many");
    }

    @Test
    void saysWhatMayBeChosen() {
        assertThat(somebody.get(PATH + "?sort_by=x").text("detail"))
                .isEqualTo("sort_by: must be one of created_at, updated_at, occurred_at, accessed_at.");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Reply reply = somebody.get(PATH + "?page=0&per_page=101&memory_type=x&source=x&embedding_status=x&tags="
                + "&tags_match=x&sort_by=x&sort_order=x&x=1&y=2");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors())
                .containsExactlyInAnyOrder(
                        "page out_of_range",
                        "per_page out_of_range",
                        "memory_type unknown_value",
                        "source unknown_value",
                        "embedding_status unknown_value",
                        "tags[0] blank",
                        "tags_match unknown_value",
                        "sort_by unknown_value",
                        "sort_order unknown_value",
                        "x unknown_field",
                        "y unknown_field");
    }

    @Test
    void isMalformedWhereAnythingIs() {
        Reply reply = somebody.get(PATH + "?page=x&per_page=x&created_after=x&created_before=x&cursor=x&sort_by=x");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors())
                .containsExactlyInAnyOrder(
                        "page malformed",
                        "page not_with_cursor",
                        "per_page malformed",
                        "created_after malformed",
                        "created_before malformed",
                        "cursor malformed",
                        "sort_by unknown_value");
    }

    @Test
    void doesNotGuessHowDeepAPageIsWhoseSizeIsWrong() {
        assertThat(somebody.get(PATH + "?page=501&per_page=x").errors()).containsExactly("per_page malformed");
        assertThat(somebody.get(PATH + "?page=501&per_page=1000").errors()).containsExactly("per_page out_of_range");
    }

    @Test
    void pointsToTheCursorWhereAPageIsTooDeep() {
        assertThat(somebody.get(PATH + "?page=500").status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?page=100&per_page=100").status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?page=10000&per_page=1").status()).isEqualTo(200);
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

    @ParameterizedTest
    @ValueSource(strings = {"tags=%", "tags=%zz", "tags=%u0041", "%=1"})
    void refusesWhatIsNoQuery(String query) throws Exception {
        String reply =
                server.raw("""
                GET %s?%s HTTP/1.1
                Host: localhost
                Authorization: %s
                Connection: close

                """.formatted(PATH, query, somebody.authorization()).replace("\n", "\r\n"));

        assertThat(reply).startsWith("HTTP/1.1 400 ").doesNotContain("Exception", "java.");
    }

    private static String numbers(int count) {
        return String.join(",", IntStream.range(0, count).mapToObj(i -> "t" + i).toList());
    }
}
