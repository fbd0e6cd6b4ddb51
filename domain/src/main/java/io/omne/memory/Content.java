package io.omne.memory;

import io.omne.validation.TextRules;

/// The content of a memory: 1 to 50,000 characters, not all of them white space.
public record Content(String text) {

    public static final int MAX_LENGTH = 50_000;

    public Content {
        TextRules.check("content", text, MAX_LENGTH);
        TextRules.checkNotWhiteSpace("content", text);
    }

    /// Creates new content, which must have a visible character. The constructor also accepts content that was
    /// stored before this rule.
    public static Content of(String text) {
        var content = new Content(text);
        TextRules.checkNotBlank("content", text);
        return content;
    }

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "Content[" + text.length() + "]";
    }
}
