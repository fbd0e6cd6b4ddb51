package io.omne.conversations.application.extractor;

import io.omne.conversations.Role;
import io.omne.memory.MemoryId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A message, as an extractor reads it.
///
/// @param speaker the name of the person who wrote it; null if it is not known
/// @param content what was written, word for word
/// @param sentAt when it was sent, in the speaker's offset from UTC if that is known, otherwise in UTC
public record TranscriptMessage(
        MemoryId id, Role role, @Nullable String speaker, String content, OffsetDateTime sentAt) {

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "TranscriptMessage[" + id + ", " + content.length() + "]";
    }
}
