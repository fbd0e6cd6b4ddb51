package io.omne.conversations;

import java.util.Locale;

/// Who wrote a message.
public enum Role {
    USER,
    ASSISTANT,
    SYSTEM,
    TOOL;

    /// The name on the wire and in metadata.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
