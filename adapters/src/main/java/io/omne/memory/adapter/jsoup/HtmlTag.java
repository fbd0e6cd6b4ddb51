package io.omne.memory.adapter.jsoup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tag as it is written in a text, or a comment.
///
/// @param start the index of its `<`
/// @param end the index after its `>`, or the end of the text if there is no `>`
/// @param name in lower case
/// @param unclosed the index of the value whose quote is never closed; -1 if there is none
record HtmlTag(int start, int end, boolean closing, String name, List<Attribute> attributes, int unclosed) {

    /// @param start the index of its name
    /// @param end the index after its value
    /// @param name in lower case
    /// @param value as it is written, without quotes; null if there is none, not even an empty one
    record Attribute(
            int start, int end, String name, @Nullable String value) {}
}
