package io.omne.memory;

/// What kind of thing a memory is.
public enum MemoryType {
    NOTE,
    MEETING,
    TASK,
    INSIGHT,
    DECISION,
    CONTACT,
    FILE,
    CUSTOM
}
