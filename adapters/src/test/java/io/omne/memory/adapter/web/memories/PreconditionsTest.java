package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class PreconditionsTest {

    /// What proxies are known to make of a tag.
    private static final List<UnaryOperator<String>> PROXIES = List.of(
            tag -> tag,
            tag -> "W/" + tag,
            tag -> suffixed(tag, "-gzip"),
            tag -> "W/" + suffixed(tag, "-gzip"),
            tag -> suffixed(tag, "--gzip"),
            tag -> suffixed(tag, ";gzip"),
            tag -> suffixed(tag, ":gzip"),
            tag -> suffixed(tag, "+gzip"),
            tag -> suffixed(tag, "-br"),
            tag -> suffixed(tag, "-zstd"),
            tag -> suffixed(tag, "-deflate"),
            tag -> suffixed(tag, "-x-gzip"),
            tag -> "\"9.9\", W/" + suffixed(tag, "-gzip") + " , \"8.8\"",
            tag -> "nonsense, " + tag);

    private static String suffixed(String tag, String suffix) {
        return tag.substring(0, tag.length() - 1) + suffix + "\"";
    }

    private static HttpHeaders headers(String name, String... values) {
        var headers = new HttpHeaders();
        headers.put(name, List.of(values));
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.1\"", "\"12.345\"", "\"3.7.ab12\"", "\"1.3.deadbeef\"", "\"1.3.0\"", "\"1.3.bad\""})
    void understandsWhatAProxyMadeOfATag(String tag) {
        Integer version = Integer.valueOf(tag.substring(1, tag.indexOf('.')));
        for (UnaryOperator<String> proxy : PROXIES) {
            String sent = proxy.apply(tag);

            assertThat(Preconditions.wantedVersions(headers(HttpHeaders.IF_MATCH, sent)))
                    .as(sent)
                    .contains(version)
                    .doesNotContain(0);
            assertThat(Preconditions.isUnchanged(headers(HttpHeaders.IF_NONE_MATCH, sent), tag))
                    .as(sent)
                    .isTrue();
            assertThat(Preconditions.isUnchanged(headers(HttpHeaders.IF_NONE_MATCH, sent), "\"12.346\""))
                    .as(sent)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "\"gzip\"",
                "\"-gzip\"",
                "\"1-gzip\"",
                "1.1",
                "1.1-gzip",
                "\"1.1",
                "\"1.1-\"",
                "\"1.1-gzip-2\"",
                "\"1.1---gzip\"",
                "\"1.1-gzip-gzip\"",
                "\"1.1 gzip\"",
                "\"1.1.xyz\"",
                "\"x1.1-gzip\"",
                "\"99999999999.1\"",
                "**"
            })
    void takesNothingElseForATag(String sent) {
        assertThat(Preconditions.wantedVersions(headers(HttpHeaders.IF_MATCH, sent)))
                .as(sent)
                .doesNotContain(1)
                .isNotEmpty();
        assertThat(Preconditions.isUnchanged(headers(HttpHeaders.IF_NONE_MATCH, sent), "\"1.1\""))
                .as(sent)
                .isFalse();
    }

    @Test
    void isMeantForAnyVersionWhereNoneIsNamed() {
        assertThat(Preconditions.wantedVersions(new HttpHeaders())).isEmpty();
        assertThat(Preconditions.wantedVersions(headers(HttpHeaders.IF_MATCH, " * ")))
                .isEmpty();
        assertThat(Preconditions.isUnchanged(headers(HttpHeaders.IF_NONE_MATCH, "*"), "\"1.1\""))
                .isTrue();
        assertThat(Preconditions.isUnchanged(new HttpHeaders(), "\"1.1\"")).isFalse();
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(Preconditions.wantedVersions(headers(HttpHeaders.IF_MATCH, "\"1.1\"", "W/\"2.2-gzip\"")))
                .isEqualTo(Set.of(1, 2));
    }
}
