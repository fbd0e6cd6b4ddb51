package io.omne.memory;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kind of a memory.
public enum MemoryType {
    NOTE,
    MEETING,
    TASK,
    INSIGHT,
    DECISION,
    CONTACT,
    FILE,
    CUSTOM;

    /// The type of a memory whose creator names none.
    public static final MemoryType DEFAULT = NOTE;

    /// Other names that clients may use for types. The example in the specification uses this one for a meeting.
    public static final Map<String, MemoryType> ALIASES = Map.of("meeting_note", MEETING);

    /// The type of this name, which may be an alias.
    ///
    /// @param field the field that has the name
    /// @throws InvalidValue if there is no such type
    public static MemoryType named(String field, String name) {
        MemoryType alias = ALIASES.get(name);
        return alias != null
                ? alias
                : Stream.of(values())
                        .filter(type -> type.text().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new InvalidValue(
                                field,
                                ErrorCode.UNKNOWN_VALUE,
                                "must be one of "
                                        + Stream.of(values())
                                                .map(MemoryType::text)
                                                .collect(Collectors.joining(", "))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
