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

    /// Whether a person or an assistant said it. Messages of systems and tools tell nothing to remember.
    public boolean isSaid() {
        return role == Role.USER || role == Role.ASSISTANT;
    }

    /// The content up to so many code points.
    public String beginning(int most) {
        int length = Math.min(content.codePointCount(0, content.length()), most);
        return content.substring(0, content.offsetByCodePoints(0, length));
    }

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "TranscriptMessage[" + id + ", " + content.length() + "]";
    }
}
