package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Memories `a` to `e`, created an hour apart from noon on.
class FilterListTest {

    private static final String PATH = "/api/v1/memories";

    private static final String CONVERSATION = "\"conversation_id\":\"00000000-0000-0000-0000-00000000000a\"";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();

    @BeforeEach
    void remember() {
        MemoryId a = add(
                "a",
                12,
                "\"memory_type\":\"note\",\"source\":\"chat\",\"tags\":[\"x\",\"y\"],"
                        + "\"occurred_at\":\"2030-01-01T00:00:00Z\"");
        MemoryId b = add("b", 13, "\"memory_type\":\"meeting\",\"source\":\"chat\",\"tags\":[\"y\",\"z\"]");
        MemoryId c = add("c", 14, "\"memory_type\":\"meeting\",\"source\":\"file\",\"tags\":[\"z z\",\"p,q\"]");
        add("d", 15, "\"memory_type\":\"file\",\"source\":\"file\",\"tags\":[\"x\",\"y\",\"z\"]," + CONVERSATION);
        add(
                "e",
                16,
                "\"memory_type\":\"custom\",\"source\":\"ai_extracted\",\"occurred_at\":\"2020-01-01T00:00:00Z\","
                        + CONVERSATION);
        somebody.patch(PATH + "/" + a, "{\"superseded_by\":\"%s\"}".formatted(b));
        server.memories().embed(b, List.of(Vector.towards(new float[] {1})));
        server.memories().failToEmbed(c, new EmbeddingFailure("model_failed", "no"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    memory_type=note                                | a
                    memory_type=meeting                             | bc
                    memory_type=meeting_note                        | bc
                    memory_type=task                                | ''
                    source=file                                     | cd
                    source=ai_extracted                             | e
                    embedding_status=pending                        | ade
                    embedding_status=completed                      | b
                    embedding_status=failed                         | c
                    embedding_status=processing                     | ''
                    tags=x                                          | ad
                    tags=x,z                                        | d
                    tags=z,x                                        | d
                    tags=+x+,%20y,x                                 | ad
                    tags=z+z                                        | c
                    tags=X                                          | ''
                    tag=x                                           | ad
                    tag=x&tag=z                                     | d
                    tag=x&tag=z&tags_match=any                      | abd
                    tag=%C2%A0x+&tag=x                              | ad
                    tag=p%2Cq                                       | c
                    tag=p,q                                         | c
                    tags=p,q                                        | ''
                    tag=p,q&tags=z+z                                | c
                    tag=x&tags=y,z                                  | d
                    tag=p,q&tags=x,z&tags_match=any                 | abcd
                    tag=x&tags=x&tags_match=any                     | ad
                    tags=x,z&tags_match=all                         | d
                    tags=x,z&tags_match=any                         | abd
                    tags=x,x&tags_match=any                         | ad
                    tags_match=any                                  | abcde
                    created_after=2026-01-31T13:00:00Z              | cde
                    created_before=2026-01-31T13:00:00Z             | a
                    created_after=2026-01-31T12:59:59.999999Z       | bcde
                    created_before=2026-01-31T13:00:00.000001Z      | ab
                    created_after=2026-01-31t14:00:00.5%2B01:00     | cde
                    created_after=2026-01-31T12:30:00-00:30         | cde
                    created_after=2026-01-31T13:00:00.0000000000001z | cde
                    created_before=2026-01-31T13:00:00.0000000000001Z | ab
                    created_before=2026-01-31T13:00:00.000000000Z   | a
                    created_after=0000-01-01T00:00:00Z              | abcde
                    created_before=9999-12-31T23:59:59.9999999Z     | abcde
                    created_before=9999-12-31T23:59:59-23:59        | abcde
                    created_before=0000-01-01T00:00:00%2B23:59      | ''
                    created_after=9999-12-31T23:59:59Z              | ''
                    created_after=2026-01-31T12:00:00Z&created_before=2026-01-31T15:00:00Z | bc
                    created_after=2026-01-31T15:00:00Z&created_before=2026-01-31T12:00:00Z | ''
                    memory_type=note,custom                         | ae
                    memory_type=meeting_note,meeting,note           | abc
                    memory_type=note,meeting,task,insight,decision,contact,file,custom | abcde
                    source=file,ai_extracted                        | cde
                    embedding_status=completed,failed               | bc
                    exclude_tags=x                                  | bce
                    exclude_tags=x,z+z                              | be
                    exclude_tags=nothing                            | abcde
                    tags=y&exclude_tags=x                           | b
                    tags=y&exclude_tags=y                           | ''
                    conversation_id=00000000-0000-0000-0000-00000000000a | de
                    conversation_id=00000000-0000-0000-0000-00000000000A&source=file | d
                    conversation_id=00000000-0000-0000-0000-00000000000b | ''
                    superseded=true                                 | a
                    superseded=false                                | bcde
                    superseded=false&memory_type=note               | ''
                    occurred_after=2026-01-31T13:00:00Z             | acd
                    occurred_before=2026-01-31T13:00:00Z            | e
                    occurred_after=2020-01-31T13:00:00Z&occurred_before=2026-01-31T14:00:00.000001Z | bc
                    sort_by=occurred_at                             | ebcda
                    sort_by=occurred_at&memory_type=note,custom     | ea
                    memory_type=meeting&source=chat                 | b
                    source=file&tags=x                              | d
                    memory_type=meeting&tags=y,z&embedding_status=completed&source=chat&created_after=2026-01-31T12:00:00Z&created_before=2026-01-31T14:00:00Z | b
                    """)
    void showsThoseThatAreAllOfIt(String query, String expected) {
        Reply reply = somebody.get(PATH + "?sort_order=asc&" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(String.join("", Lists.contents(reply.json()))).isEqualTo(expected);
        assertThat(reply.json().path("meta").path("total").intValue()).isEqualTo(expected.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00Z",
                "2026-01-31 12:00:00Z",
                "2026-1-31T12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:00:61Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00,5Z",
                "2026-01-31T12:00:00+24:00",
                "2026-01-31T12:00:00+0100",
                "2026-01-31T12:00:00+01:60",
                "2026-01-31T12:00:00+01",
                "2026-01-31T12:00:00Z[UTC]",
                "10000-01-01T00:00:00Z",
                "+2026-01-31T12:00:00Z",
                "-0001-01-01T00:00:00Z",
                "1769860800",
                "now",
                "infinity",
                "٢٠٢٦-01-31T12:00:00Z",
                "2026-01-31T12:00:00Z\n"
            })
    void refusesWhatIsNoDateTime(String text) {
        String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String name : List.of("created_after", "created_before", "occurred_after", "occurred_before")) {
            Reply reply = somebody.get(PATH + "?" + name + "=" + value);

            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(reply.errors()).containsExactly(name + " malformed");
            assertThat(reply.text("detail")).contains("RFC 3339").doesNotContain("%2B");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T12:00:00+01:00", "2026-01-31T12:00:00.5%2001:00", "2026-01-31T12:00:00.+14:00"})
    void explainsABlankInThePlaceOfAPlus(String value) {
        Reply reply = somebody.get(PATH + "?created_after=" + value);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).contains("unencoded +").contains("%2B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tag=                        | tag[0] blank
                    tag                         | tag[0] blank
                    tag=x&tag=%E2%80%8B         | tag[1] blank
                    tags=x,%E2%A0%80            | tags[1] blank
                    exclude_tags=               | exclude_tags[0] blank
                    exclude_tags=x,,y           | exclude_tags[1] blank
                    memory_type=note,           | memory_type unknown_value
                    source=chat,Chat            | source unknown_value
                    embedding_status=           | embedding_status unknown_value
                    superseded=yes              | superseded unknown_value
                    superseded=                 | superseded unknown_value
                    """)
    void refusesValuesThatNoMemoryCanHave(String query, String error) {
        Reply reply = somebody.get(PATH + "?" + query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void countsTheTagsOfBothParametersTogether() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "tag=" + i).collect(Collectors.joining("&"));

        assertThat(somebody.get(PATH + "?tags=0,1&" + fifty).status()).isEqualTo(200);
        assertThat(somebody.get(PATH + "?tags=x&" + fifty).errors()).containsExactly("tags too_many");
        assertThat(somebody.get(PATH + "?tag=x&" + fifty).errors()).containsExactly("tag too_many");
    }

    @Test
    void bindsACursorToTheTagsAndNotToHowTheyAreGiven() {
        add("f", 17, "\"tags\":[\"p,q\",\"p\",\"q\"]");
        String cursor = somebody.get(PATH + "?per_page=1&tag=p,q")
                .json()
                .at("/meta/next_cursor")
                .asString();

        assertThat(somebody.get(PATH + "?tag=p,q&tag=p%2Cq&cursor=" + cursor).status())
                .isEqualTo(200);
        assertThat(somebody.get(PATH + "?tags=p,q&cursor=" + cursor).status()).isEqualTo(400);
        assertThat(somebody.get(PATH + "?tag=p&tag=q&cursor=" + cursor).status())
                .isEqualTo(400);
    }

    @Test
    void hidesOthersMemories() {
        assertThat(Lists.contents(server.somebody().get(PATH + "?tags=x").json()))
                .isEmpty();
    }

    private MemoryId add(String content, int hour, String more) {
        Reply created = somebody.post(PATH, "{\"content\":\"%s\",%s}".formatted(content, more));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        var id = new MemoryId(UUID.fromString(created.text("id")));
        Instant at = Instant.parse("2026-01-31T%d:00:00Z".formatted(hour));
        server.memories().setTimes(id, at, at, at);
        return id;
    }
}
