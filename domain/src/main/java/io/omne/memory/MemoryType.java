package io.omne.memory;

import java.util.Map;

/// What kind of thing a memory is.
public enum MemoryType {
    NOTE,
    MEETING,
    TASK,
    INSIGHT,
    DECISION,
    CONTACT,
    FILE,
    CUSTOM;

    /// Of a memory whose creator names none.
    public static final MemoryType DEFAULT = NOTE;

    /// Other names that clients may give to types. The specification's own example calls a meeting so.
    public static final Map<String, MemoryType> ALIASES = Map.of("meeting_note", MEETING);
}
