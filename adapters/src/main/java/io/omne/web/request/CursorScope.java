package io.omne.web.request;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The query that a cursor belongs to. The cursor is not valid for any other query.
///
/// @param text differs between any two queries
public record CursorScope(String text) {

    /// Writes each part after its length, so that different lists of parts never make the same text.
    public static CursorScope of(Stream<Object> parts) {
        return new CursorScope(
                parts.map(Object::toString).map(it -> it.length() + ":" + it).collect(Collectors.joining()));
    }
}
