package io.omne.memory;

import io.omne.validation.TextRules;

/// What is remembered: 1 to 50,000 characters, not all of them white space.
public record Content(String text) {

    public static final int MAX_LENGTH = 50_000;

    public Content {
        TextRules.check("content", text, MAX_LENGTH);
        TextRules.checkNotWhiteSpace("content", text);
    }

    /// Content that is new: it has something to see. What was stored before this rule can still be read.
    public static Content of(String text) {
        var content = new Content(text);
        TextRules.checkNotBlank("content", text);
        return content;
    }

    /// Says how long it is, never what it says: a log must not hold what a user remembers.
    @Override
    public String toString() {
        return "Content[" + text.length() + "]";
    }
}
