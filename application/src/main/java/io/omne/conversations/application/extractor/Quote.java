package io.omne.conversations.application.extractor;

import io.omne.memory.MemoryId;

/// A part of a message, word for word.
///
/// @param start its first code point in the content of the message, from 0
/// @param end the code point after its last
/// @param text what stands there
public record Quote(MemoryId message, int start, int end, String text) {

    /// Whether it stands in a text, word for word and at its place.
    public boolean standsIn(String content) {
        int length = content.codePointCount(0, content.length());
        return start >= 0
                && start < end
                && end <= length
                && content.substring(content.offsetByCodePoints(0, start), content.offsetByCodePoints(0, end))
                        .equals(text);
    }

    /// Whether both have a code point of the same message.
    public boolean overlaps(Quote other) {
        return message.equals(other.message) && start < other.end && other.start < end;
    }

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "Quote[" + message + ", " + start + ", " + end + "]";
    }
}
