package io.omne.embedding.api;

/// Thrown if the provider refuses this text or, of several texts, at least one of them. It will refuse the same
/// text again.
public final class TextRefused extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    /// @param message may be shown to a user
    public TextRefused(String message) {
        super(message, null);
    }
}
