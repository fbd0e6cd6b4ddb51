package io.omne.embedding.api;

/// The provider refuses what it was asked to embed: this text or, where there were several, one of them at
/// least. The same text will be refused again.
public final class TextRefused extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    /// @param message fit to be shown to a user
    public TextRefused(String message) {
        super(message, null);
    }
}
