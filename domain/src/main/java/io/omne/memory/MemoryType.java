package io.omne.memory;

import java.util.Map;

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
}
