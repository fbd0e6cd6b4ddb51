package io.omne.recall.application;

/// A word of a text, as it is indexed.
///
/// @param text the word in lower case, without accents
/// @param stem what it has in common with its other forms, such as `ferri` for `ferries`; the text itself if the
///     language is not known or the word has no other form
/// @param position the number of the word in the text, from 0. A compound has the position of its first part
/// @param kind a compound repeats words that are terms themselves
/// @param start of the word in the text, in code points
/// @param end the code point after its last
public record Term(String text, String stem, int position, Kind kind, int start, int end) {

    public enum Kind {
        WORD,
        /// A word such as "the", which says little.
        STOP_WORD,
        /// Several words written as one, such as `ORANGE-7319`, `getUserById` or an e-mail address.
        COMPOUND
    }
}
