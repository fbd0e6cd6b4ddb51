package io.omne.recall.adapter.lucene;

import java.util.List;

/// Words that are written without a blank between them, such as those of an identifier.
///
/// @param start in code points of the text
/// @param end the code point after the last
/// @param text as it is written
/// @param words the words of the run, at least one
/// @param kind which characters it has
record Run(int start, int end, String text, List<Word> words, Kind kind) {

    enum Kind {
        WORDS,
        /// Characters of a script that writes no blanks.
        WITHOUT_BLANKS,
        PICTOGRAPH
    }

    /// @param text as it is written
    /// @param parts the words that it is made of, such as those of `getUserById`; itself alone if it is one word
    record Word(String text, int start, int end, List<Word> parts) {

        static Word of(String text, int start, int end) {
            return new Word(text, start, end, List.of());
        }

        /// The words that it is made of, or itself.
        List<Word> leaves() {
            return parts.isEmpty() ? List.of(this) : parts;
        }
    }

    /// All words, in order.
    List<Word> leaves() {
        return words.stream().flatMap(word -> word.leaves().stream()).toList();
    }
}
