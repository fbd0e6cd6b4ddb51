package io.omne.embedding.api;

/// What is known of a text, which says with which others it is embedded.
public enum Lane {
    /// Nothing: together with others.
    FRESH,
    /// An attempt has failed: alone, and nobody waits for it.
    RETRIED,
    /// An instance that embedded it was lost: alone, and no other of these at the same time on its instance.
    LOST
}
