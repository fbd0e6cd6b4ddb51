package io.omne.memory;

/// The place where a memory comes from.
public enum MemorySource {
    MANUAL,
    CHAT,
    FILE,
    INTEGRATION,
    AI_EXTRACTED;

    /// The source of a memory whose creator names none.
    public static final MemorySource DEFAULT = MANUAL;
}
