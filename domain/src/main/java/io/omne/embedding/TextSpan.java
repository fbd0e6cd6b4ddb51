package io.omne.embedding;

/// A part of a text.
///
/// @param start the first code point, from 0
/// @param end the code point after the last
public record TextSpan(int start, int end) {

    public TextSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("from %d to %d".formatted(start, end));
        }
    }
}
