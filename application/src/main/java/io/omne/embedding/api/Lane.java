package io.omne.embedding.api;

/// What happened to a text before. It determines whether the text is embedded alone or with others.
public enum Lane {
    /// A new text: embedded together with others.
    FRESH,
    /// An attempt has failed: embedded alone, so that no other text waits for it.
    RETRIED,
    /// An instance was lost while it embedded the text: embedded alone, and at most one such text at a time on each
    /// instance.
    LOST
}
