package io.omne.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

@Timeout(30)
class MediaRangesTest {

    private static final String TRICKY = "abq0159,;=\"\\ \t/*.-+\u00e9\u0001";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            application/json                                        | application/json
            application/json;charset=utf-16                         | application/json
            application/json ; charset = "iso-8859-1"               | application/json
            Application/JSON;profile="a,b;q=0"                      | application/json
            application/json;q=0.5;ext=1                            | application/json;q=0.5
            application/json;Q=0.5                                  | application/json;q=0.5
            */*;q=0.1, text/*, text/html                            | text/html, text/*, */*;q=0.1
            text/html;q=0.2, application/json;q=0.9                 | application/json;q=0.9, text/html;q=0.2
            application/json;q=0.1, application/json;charset=x      | application/json
            text/html, *; q=.2, */*; q=.2                           | text/html, */*;q=0.2
            garbage, a/b/c, application/, /, */json, text/plain     | text/plain
            text/html;q=0, text/plain;q=0.000, a/b                  | a/b
            text/html;q=abc, text/plain;q=-1, a/c;q=2, a/b          | a/b
            a/b;q=1., a/c;q=., a/d;q=                               | a/b
            application/*+json;charset=utf-16, a/**, a/*b, a/b*     | application/*+json
            """)
    void keepsRangesAndWeights(String accept, String normalized) {
        assertThat(MediaRanges.normalized(List.of(accept))).isEqualTo(normalized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void takesABlankHeaderForNone(String accept) {
        assertThat(MediaRanges.normalized(List.of(accept))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "application/json;q=0", "a/b;q=x", "\"", "*/json"})
    void acceptsNothingWhereNoRangeIsLeft(String accept) {
        assertThat(MediaRanges.normalized(List.of(accept))).isEqualTo(MediaRanges.NONE);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(MediaRanges.normalized(List.of("text/html;q=0.5", "", "application/json")))
                .isEqualTo("application/json, text/html;q=0.5");
    }

    @Test
    void disregardsMoreRangesThanSpringCompares() {
        assertThat(MediaRanges.normalized(List.of(many(MediaRanges.MOST)))).contains("a/b49");
        assertThat(MediaRanges.normalized(List.of(many(MediaRanges.MOST + 1)))).isNull();
        assertThat(MediaRanges.normalized(List.of("a/b," + many(1).repeat(1)))).isEqualTo("a/b, a/b0");
        assertThat(MediaRanges.normalized(List.of("a/b,".repeat(10_000)))).isEqualTo("a/b");
    }

    private static String many(int ranges) {
        return IntStream.range(0, ranges).mapToObj(i -> "a/b" + i).collect(Collectors.joining(","));
    }

    /// Whatever comes, Spring can read what is made of it, and there is nothing in it that could reach an answer.
    @Test
    void makesAHeaderThatSpringReads() {
        var random = new Random(11);
        List<String> pieces = List.of("application/json", "text/*", "*/*", ";q=0.3", ";charset=utf-16", ",", "\"");
        for (int i = 0; i < 50_000; i++) {
            String accept = random.ints(random.nextInt(30), 0, TRICKY.length() + pieces.size())
                    .mapToObj(pick -> pick < pieces.size()
                            ? pieces.get(pick)
                            : String.valueOf(TRICKY.charAt(pick - pieces.size())))
                    .collect(Collectors.joining());
            String normalized = MediaRanges.normalized(List.of(accept));
            if (normalized != null && !normalized.equals(MediaRanges.NONE)) {
                assertThat(MediaType.parseMediaTypes(normalized))
                        .as(accept)
                        .isNotEmpty()
                        .allMatch(range ->
                                Set.of("q").containsAll(range.getParameters().keySet()));
                assertThat(MediaRanges.normalized(List.of(normalized))).isEqualTo(normalized);
            }
        }
    }

    /// A quote that is never closed, or escapes without end, cost no more than their length.
    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\"\\", "a/b;x=\"", ";", ";q=", "a/b;q=0.", " "})
    void takesNoLongerForALongHeader(String piece) {
        assertThat(MediaRanges.normalized(List.of(piece.repeat(100_000)))).isIn(null, MediaRanges.NONE, "a/b");
    }
}
