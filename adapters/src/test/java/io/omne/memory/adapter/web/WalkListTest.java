package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A dozen memories, each of the three times the same for several of them.
class WalkListTest {

    private static final String PATH = "/api/v1/memories";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();
    private final Map<String, MemoryId> ids = new HashMap<>();

    @BeforeEach
    void remember() {
        for (int i = 0; i < 12; i++) {
            add("%02d".formatted(i), i % 4, i % 3, i % 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "created_at, asc",
        "created_at, desc",
        "updated_at, asc",
        "updated_at, desc",
        "accessed_at, asc",
        "accessed_at, desc"
    })
    void neitherRepeatsNorSkipsInAnyOrder(String by, String direction) {
        String query = "?sort_by=" + by + "&sort_order=" + direction + "&tags=t";
        List<String> all =
                Lists.contents(somebody.get(PATH + query + "&per_page=100").json());

        for (int perPage : new int[] {1, 5, 6, 12}) {
            List<String> walked = walk(query + "&per_page=" + perPage);

            assertThat(walked).hasSize(12).isEqualTo(all);
        }
        assertThat(all).isNotEqualTo(all.stream().sorted().toList());
    }

    @Test
    void hasItsPlaceAndNothingElseInItsMeta() {
        String first = Lists.nextCursor(somebody.get(PATH + "?per_page=5").json());

        JsonNode second = somebody.get(PATH + "?per_page=5&cursor=" + first).json();
        JsonNode third = somebody.get(PATH + "?per_page=5&cursor=" + Lists.nextCursor(second))
                .json();

        assertThat(second.propertyNames()).containsExactly("data", "meta");
        assertThat(second.path("meta").propertyNames()).containsExactly("per_page", "next_cursor");
        assertThat(third.path("meta").toString()).isEqualTo("{\"per_page\":5,\"next_cursor\":null}");
        assertThat(Lists.contents(third)).hasSize(2);
    }

    @Test
    void goesOnWhereANumberedPageEnds() {
        JsonNode second = somebody.get(PATH + "?per_page=4&page=2").json();

        assertThat(Lists.contents(somebody.get(PATH + "?per_page=4&cursor=" + Lists.nextCursor(second))
                        .json()))
                .isEqualTo(
                        Lists.contents(somebody.get(PATH + "?per_page=4&page=3").json()));
    }

    @Test
    void keepsItsPlaceWhileMemoriesComeAndGo() {
        String query = "?per_page=4&sort_by=created_at&sort_order=desc&tags=t";
        JsonNode first = somebody.get(PATH + query).json();
        List<String> seen = Lists.contents(first);
        List<String> rest = walk(query).subList(4, 12);
        somebody.delete(PATH + "/" + ids.get(seen.getLast()));
        somebody.delete(PATH + "/" + ids.get(rest.getFirst()));
        add("new", 9, 9, 9);

        List<String> walked = walk(query + "&cursor=" + Lists.nextCursor(first));

        assertThat(walked).isEqualTo(rest.subList(1, 8));
    }

    @Test
    void mayGoOnInLargerSteps() {
        String cursor = Lists.nextCursor(somebody.get(PATH + "?per_page=1").json());

        assertThat(Lists.contents(
                        somebody.get(PATH + "?per_page=100&cursor=" + cursor).json()))
                .hasSize(11);
    }

    @Test
    void mayNameTheSameFilterInOtherWords() {
        String cursor = Lists.nextCursor(
                somebody.get(PATH + "?per_page=1&tags=t,u&created_after=2026-01-01T00:00:00Z&memory_type=meeting")
                        .json());

        assertThat(somebody.get(PATH + "?tags=u,+t,u&tags_match=all&created_after=2026-01-01T01:00:00.0%2B01:00"
                                + "&memory_type=meeting_note&sort_by=created_at&sort_order=desc&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tags=t,u&sort_order=asc",
                "tags=t,u&sort_by=updated_at",
                "tags=t",
                "tags=u",
                "tags=tu",
                "tags=t,u&tags_match=any",
                "tags=t,u&memory_type=meeting",
                "tags=t,u&source=manual",
                "tags=t,u&embedding_status=pending",
                "tags=t,u&created_after=2026-01-01T00:00:00Z",
                "tags=t,u&created_before=2027-01-01T00:00:00Z"
            })
    void isRefusedByAnotherList(String other) {
        String cursor =
                Lists.nextCursor(somebody.get(PATH + "?per_page=1&tags=t,u").json());

        assertRefused(somebody.get(PATH + "?cursor=" + cursor + "&" + other));
        assertThat(somebody.get(PATH + "?tags=t,u&cursor=" + cursor).status()).isEqualTo(200);
    }

    @Test
    void isRefusedToOthers() {
        String cursor = Lists.nextCursor(somebody.get(PATH + "?per_page=1").json());

        assertRefused(server.somebody().get(PATH + "?cursor=" + cursor));
    }

    @Test
    void isRefusedWhereverItIsChanged() {
        String cursor = Lists.nextCursor(somebody.get(PATH + "?per_page=1").json());
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';

            assertRefused(somebody.get(PATH + "?cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1)));
            assertRefused(somebody.get(PATH + "?cursor=" + cursor.substring(0, i)));
        }
        assertRefused(somebody.get(PATH + "?cursor=" + cursor + "A"));
        assertRefused(somebody.get(PATH + "?cursor=" + cursor + "="));
        assertRefused(somebody.get(PATH + "?cursor=" + cursor + "%0A"));
        assertRefused(somebody.get(PATH + "?cursor=%20" + cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "0", "%00", "%F0%9F%98%80", "eyJpZCI6MX0", "..%2F..", "+", "-", "AAAA"})
    void isRefusedWhereItIsNone(String cursor) {
        assertRefused(somebody.get(PATH + "?cursor=" + cursor));
    }

    @Test
    void isRefusedWithoutItsSeal() {
        byte[] forged = new byte[60];
        assertRefused(somebody.get(
                PATH + "?cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(forged)));
    }

    @Test
    void isRefusedWhereAHistoryGaveIt() {
        String path = PATH + "/" + ids.get("00");
        somebody.patch(path, "{\"title\":\"x\"}");
        String cursor =
                Lists.nextCursor(somebody.get(path + "/history?per_page=1").json());

        assertRefused(somebody.get(PATH + "?cursor=" + cursor));
    }

    @Test
    void goesTogetherWithNoPage() {
        String cursor = Lists.nextCursor(somebody.get(PATH + "?per_page=1").json());

        Reply reply = somebody.get(PATH + "?page=1&cursor=" + cursor);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly("page not_with_cursor");
    }

    /// Whatever is wrong with a cursor, whoever sent it hears the same.
    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.errors()).containsExactly("cursor malformed");
        assertThat(reply.text("detail"))
                .isEqualTo("cursor: must be the cursor of an answer to the same user and request,"
                        + " with the same filters and order.");
    }

    private List<String> walk(String query) {
        var contents = new ArrayList<String>();
        JsonNode page = somebody.get(PATH + query).json();
        contents.addAll(Lists.contents(page));
        while (page.path("meta").path("next_cursor").isString()) {
            page = somebody.get(PATH + query.replaceAll("&cursor=.*", "") + "&cursor=" + Lists.nextCursor(page))
                    .json();
            contents.addAll(Lists.contents(page));
        }
        return contents;
    }

    private void add(String content, int created, int updated, int accessed) {
        Reply reply = somebody.post(
                PATH, "{\"content\":\"%s\",\"memory_type\":\"meeting\",\"tags\":[\"t\",\"u\"]}".formatted(content));
        var id = new MemoryId(UUID.fromString(reply.text("id")));
        ids.put(content, id);
        server.memories()
                .setTimes(
                        id,
                        NOON.plusNanos(created * 1_000L),
                        NOON.plusNanos(updated * 1_000L),
                        NOON.plusNanos(accessed * 1_000L));
    }
}
