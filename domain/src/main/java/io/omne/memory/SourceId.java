package io.omne.memory;

import io.omne.validation.TextRules;

/// The id of a memory at its source, such as the id of a message or a file: at most 255 characters.
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
