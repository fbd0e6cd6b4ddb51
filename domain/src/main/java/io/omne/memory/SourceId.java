package io.omne.memory;

import io.omne.validation.TextRules;

/// What the memory is called where it came from, such as a message's or a file's id: at most 255 characters.
public record SourceId(String text) {

    public static final int MAX_LENGTH = 255;

    public SourceId {
        TextRules.check("source_id", text, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return "SourceId[" + text.length() + "]";
    }
}
