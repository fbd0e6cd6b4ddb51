package io.omne.memory.adapter.web.memories;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/// `If-Match` and `If-None-Match` of requests for a memory.
///
/// A proxy that compresses an answer makes its entity tag weak, or adds the coding's name to it: of `"1.1"`, nginx
/// makes `W/"1.1"`, Apache `"1.1-gzip"`, and Jetty `"1.1--gzip"`. All of them mean the tag that the proxy was
/// given. `If-Match` accepts them, too, although RFC 9110 requires a strong comparison there: the version in a tag
/// stands for the state of a memory, whatever bytes it was sent in.
final class Preconditions {

    private static final Pattern CODING = Pattern.compile("(?:--?|[;:+_~])(?:x-)?[A-Za-z]{2,10}$");
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,9})\\.[0-9]{1,18}(\\.[0-9a-f]+){0,2}");

    /// A version that no memory has.
    private static final int NEVER = 0;

    private Preconditions() {}

    /// Whether the client has the state with this entity tag, or sent `*`, which matches any state.
    static boolean isUnchanged(HttpHeaders headers, String entityTag) {
        List<String> values = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        return isWildcard(values)
                || tags(values).anyMatch(ETag.create(entityTag).tag()::equals);
    }

    /// The versions that the request accepts; empty if it accepts any.
    ///
    /// The sequence of a tag does not count. It moves while a memory is embedded in the background, and an
    /// owner's edit must not fail because of that.
    static Set<Integer> wantedVersions(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        if (values.isEmpty() || isWildcard(values)) {
            return Set.of();
        }
        Set<Integer> versions = tags(values)
                .map(VERSION::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .collect(Collectors.toSet());
        return versions.isEmpty() ? Set.of(NEVER) : versions;
    }

    private static boolean isWildcard(List<String> values) {
        return values.stream().anyMatch(value -> value.strip().equals("*"));
    }

    /// The tags without the changes of a proxy.
    private static Stream<String> tags(List<String> values) {
        return values.stream()
                .flatMap(value -> ETag.parse(value).stream())
                .map(tag -> CODING.matcher(tag.tag()).replaceFirst(""));
    }
}
