package io.omne.memory.adapter.web;

import io.omne.memory.application.MemoryView;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/// The entity tags of memories: `"<version>.<sequence>"`, and of one that is completed a third part that stands
/// for the model, which may be changed for another without an event of the memory, be it one of the same name.
final class EntityTag {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\.[0-9]{1,18}(\\.[0-9a-f]{1,8})?");

    /// A version that no memory has.
    private static final int NEVER = 0;

    private EntityTag() {}

    static String of(MemoryView memory) {
        Integer model = memory.embeddingModelId();
        return model == null
                ? "\"%d.%d\"".formatted(memory.version(), memory.sequence())
                : "\"%d.%d.%x\"".formatted(memory.version(), memory.sequence(), model);
    }

    /// Whether the client wants to hear only of a memory that it has no version of, so never of one that
    /// exists.
    static boolean isUnwanted(HttpHeaders headers) {
        return isWildcard(headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH));
    }

    /// The versions that the request is meant for, none when it is meant for any.
    ///
    /// The sequence of a tag does not count. It moves while a memory is embedded in the background, and an
    /// owner's edit must not fail because of that.
    static Set<Integer> wantedVersions(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        if (values.isEmpty() || isWildcard(values)) {
            return Set.of();
        }
        Set<Integer> versions = values.stream()
                .flatMap(value -> ETag.parse(value).stream())
                .filter(tag -> !tag.weak())
                .map(tag -> FORM.matcher(tag.tag()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .collect(Collectors.toSet());
        return versions.isEmpty() ? Set.of(NEVER) : versions;
    }

    private static boolean isWildcard(List<String> values) {
        return values.stream().anyMatch(value -> value.strip().equals("*"));
    }
}
