package io.omne.memory.application.embedding;

/// Selects memories of the queue by the length of their contents.
public enum TextLength {
    ANY,
    /// At most 1,000 bytes in UTF-8: about a passage, which a local model embeds in a tenth of a second.
    /// An index of the queue has this limit too.
    SHORT
}
