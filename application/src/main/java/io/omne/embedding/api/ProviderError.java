package io.omne.embedding.api;

/// The provider gives no answer to what it was asked to embed, or one that says that it failed, while it answers
/// for another text. So one of the texts is at fault. Another attempt may come to something else.
public final class ProviderError extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    /// @param failure what would have been taken for an outage if it had met every text
    public ProviderError(EmbeddingUnavailable failure) {
        super(String.valueOf(failure.getMessage()), failure);
    }
}
