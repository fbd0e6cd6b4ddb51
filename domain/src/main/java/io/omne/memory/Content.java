package io.omne.memory;

/// What is remembered: 1 to 50,000 characters, not blank.
public record Content(String text) {

    public static final int MAX_LENGTH = 50_000;

    public Content {
        Text.check("content", text, MAX_LENGTH);
        Text.checkNotBlank("content", text);
    }

    /// Says how long it is, never what it says: a log must not hold what a user remembers.
    @Override
    public String toString() {
        return "Content[" + text.length() + "]";
    }
}
