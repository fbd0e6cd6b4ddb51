package io.omne.memory.adapter.jsoup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tag as it stands in a text, or a comment.
///
/// @param start where its `<` is
/// @param end behind its `>`, or the end of a text that ends before one
/// @param name in lower case
/// @param unclosed where the value begins whose quote is never closed; -1 where there is none
record HtmlTag(int start, int end, boolean closing, String name, List<Attribute> attributes, int unclosed) {

    /// @param start where its name begins
    /// @param end behind its value
    /// @param name in lower case
    /// @param value as it is written, without quotes; null where there is none, not even an empty one
    record Attribute(
            int start, int end, String name, @Nullable String value) {}
}
