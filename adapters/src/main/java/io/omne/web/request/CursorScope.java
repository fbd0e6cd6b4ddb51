package io.omne.web.request;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a cursor is for; for anything else it is worth nothing.
///
/// @param text different for whatever is different
public record CursorScope(String text) {

    /// Each part after its length, so that no two rows of parts make the same text.
    public static CursorScope of(Stream<Object> parts) {
        return new CursorScope(
                parts.map(Object::toString).map(it -> it.length() + ":" + it).collect(Collectors.joining()));
    }
}
