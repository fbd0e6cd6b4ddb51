package io.omne.memory;

/// Where a memory came from.
public enum MemorySource {
    MANUAL,
    CHAT,
    FILE,
    INTEGRATION,
    AI_EXTRACTED;

    /// The source of a memory whose creator names none.
    public static final MemorySource DEFAULT = MANUAL;
}
