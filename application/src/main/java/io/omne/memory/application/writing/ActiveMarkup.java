package io.omne.memory.application.writing;

/// Takes out of texts the markup that could act in a browser. Takes time in proportion to a text's length; blocks on
/// nothing.
public interface ActiveMarkup {

    /// The text without it, in which every other character stays, but for spaces that may be added. Equal to the text
    /// where it has none. What is cleaned stays as it is when it is cleaned again.
    String cleaned(String text);

    /// The text without anything that could begin a tag. Never longer than the text.
    String withoutAnyTag(String text);
}
