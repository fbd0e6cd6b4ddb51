package io.omne.memory.application.writing;

/// Removes the markup from texts that could act in a browser. Does not block; takes time in proportion to the
/// length of a text.
public interface ActiveMarkup {

    /// The text without active markup. All other characters stay, but spaces may be added. Equal to the text if it
    /// has no active markup. Cleaning a cleaned text again does not change it.
    String cleaned(String text);

    /// The text without anything that could begin a tag. Never longer than the text.
    String withoutAnyTag(String text);
}
