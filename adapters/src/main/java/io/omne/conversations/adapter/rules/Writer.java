package io.omne.conversations.adapter.rules;

import io.omne.conversations.Role;
import io.omne.conversations.application.extractor.TranscriptMessage;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who wrote a message, and when.
record Writer(Role role, @Nullable String speaker, OffsetDateTime sentAt) {

    static Writer of(TranscriptMessage message) {
        String speaker = message.speaker();
        return new Writer(
                message.role(), speaker == null || speaker.isBlank() ? null : speaker.strip(), message.sentAt());
    }

    /// Whether what they say of themselves is a person's.
    boolean isPerson() {
        return role == Role.USER;
    }

    /// Whether they talk to an assistant: in a chat of people everybody has a name.
    boolean isUserOfAssistant() {
        return isPerson() && speaker == null;
    }

    /// What stands before their sentences.
    String name() {
        return speaker != null ? speaker : isPerson() ? "User" : "Assistant";
    }

    /// Whose facts theirs are.
    String subject() {
        return name().toLowerCase(Locale.ROOT);
    }
}
