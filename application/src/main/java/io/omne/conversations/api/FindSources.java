package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.List;

/// Query: finds the parts of messages that an extracted memory comes from. Answered with {@link Sources}, which are
/// empty for other memories.
///
/// @see io.omne.memory.api.MemoryNotFound
public record FindSources(UserId owner, MemoryId memory) {

    public record Sources(List<Source> all) {

        public Sources {
            all = List.copyOf(all);
        }
    }

    /// A part of a message, as it stood there when the memory was extracted.
    ///
    /// @param message the memory that is the message
    /// @param start its first code point in the content of the message, from 0
    /// @param end the code point after its last
    /// @param isChanged whether the message has other text there now
    /// @param isDeleted whether the message was deleted
    public record Source(MemoryId message, int start, int end, String quote, boolean isChanged, boolean isDeleted) {}
}
