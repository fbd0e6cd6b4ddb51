package io.omne.embedding.api;

/// The provider gives no answer to what it was asked to embed, or one that says that it failed, while it answers
/// for another text. So one of the texts is at fault. Another attempt may come to something else.
public final class ProviderError extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    private final boolean mayBeOfLoad;

    /// @param failure what would have been taken for an outage if it had met every text
    public ProviderError(EmbeddingUnavailable failure) {
        super(String.valueOf(failure.getMessage()), failure);
        this.mayBeOfLoad = switch (failure.reason()) {
            case AWAY, BUSY -> true;
            case UNAUTHORIZED, MISCONFIGURED -> false;
        };
    }

    /// Whether the provider may have had too much to do for the text: then it may answer when it is asked for nothing
    /// else meanwhile.
    public boolean mayBeOfLoad() {
        return mayBeOfLoad;
    }
}
