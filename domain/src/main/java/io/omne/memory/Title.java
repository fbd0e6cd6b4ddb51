package io.omne.memory;

import io.omne.validation.TextRules;

/// A short name for a memory: at most 500 characters.
public record Title(String text) {

    public static final int MAX_LENGTH = 500;

    public Title {
        TextRules.check("title", text, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return "Title[" + text.length() + "]";
    }
}
