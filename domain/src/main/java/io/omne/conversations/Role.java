package io.omne.conversations;

/// Who wrote a message.
public enum Role {
    USER,
    ASSISTANT,
    SYSTEM,
    TOOL
}
