package io.omne.memory.adapter.web;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a cursor is for; for anything else it is worth nothing.
///
/// @param text different for whatever is different
record CursorScope(String text) {

    /// Each part after its length, so that no two rows of parts make the same text.
    static CursorScope of(Stream<Object> parts) {
        return new CursorScope(
                parts.map(Object::toString).map(it -> it.length() + ":" + it).collect(Collectors.joining()));
    }
}
