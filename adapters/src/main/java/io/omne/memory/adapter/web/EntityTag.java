package io.omne.memory.adapter.web;

import io.omne.memory.application.MemoryView;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/// The entity tags of memories: `"<version>.<sequence>"`.
final class EntityTag {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\.[0-9]{1,18}");

    /// A version that no memory has.
    private static final int NEVER = 0;

    /// Each version named costs a try.
    private static final int MOST_VERSIONS = 5;

    private EntityTag() {}

    static String of(MemoryView memory) {
        return "\"%d.%d\"".formatted(memory.version(), memory.sequence());
    }

    /// Whether the client wants to hear only of a memory that it has no version of, so never of one that
    /// exists.
    static boolean isUnwanted(HttpHeaders headers) {
        return isWildcard(headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH));
    }

    /// The versions that the request is meant for, newest first; none when it is meant for any.
    ///
    /// The sequence of a tag does not count. It moves while a memory is embedded in the background, and an
    /// owner's edit must not fail because of that.
    static List<Integer> wantedVersions(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        if (values.isEmpty() || isWildcard(values)) {
            return List.of();
        }
        List<Integer> versions = values.stream()
                .flatMap(value -> ETag.parse(value).stream())
                .filter(tag -> !tag.weak())
                .map(tag -> FORM.matcher(tag.tag()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(MOST_VERSIONS)
                .toList();
        return versions.isEmpty() ? List.of(NEVER) : versions;
    }

    private static boolean isWildcard(List<String> values) {
        return values.stream().anyMatch(value -> value.strip().equals("*"));
    }
}
