package io.omne.memory.adapter.web.memories;

import io.omne.memory.MemoryType;
import io.omne.web.request.TextValues;
import java.util.stream.Stream;

/// The types of memories as requests name them.
public final class MemoryTypes {

    private MemoryTypes() {}

    /// All names of the types, including the aliases.
    public static Stream<String> names() {
        return Stream.concat(
                Stream.of(MemoryType.values()).map(TextValues::nameOf), MemoryType.ALIASES.keySet().stream());
    }

    /// @throws io.omne.validation.InvalidValue when there is no such type
    public static MemoryType of(String field, String text) {
        MemoryType alias = MemoryType.ALIASES.get(text);
        return alias != null ? alias : TextValues.oneOf(MemoryType.values(), field, text);
    }
}
