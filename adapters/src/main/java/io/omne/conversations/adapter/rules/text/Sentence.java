package io.omne.conversations.adapter.rules.text;

/// A sentence of a message, or a line that has no full stop.
///
/// @param start its first UTF-16 unit in the content of the message
/// @param end the unit after its last
/// @param text what stands there, word for word
/// @param shadow the text as rules read it, of the same length: what its writer quotes is blotted out, and
/// apostrophes are plain
/// @param follows whether only white space is between it and the sentence before it
public record Sentence(int start, int end, String text, String shadow, Mark mark, boolean follows) {

    public boolean isQuestion() {
        return shadow.endsWith("?") || shadow.endsWith("?!");
    }

    /// A part of this sentence.
    public Sentence part(int from, int to) {
        return new Sentence(
                start + from, start + to, text.substring(from, to), shadow.substring(from, to), mark, false);
    }

    /// Shows the place and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "Sentence[" + start + ", " + end + "]";
    }
}
