package io.omne.embedding.api;

/// Thrown if the provider does not answer for these texts, or answers with an error, although it answers for
/// another text. So one of the texts is at fault. Another attempt may succeed.
public final class ProviderError extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    private final boolean mayBeOfLoad;

    /// @param failure what would be an outage if it happened with every text
    public ProviderError(EmbeddingUnavailable failure) {
        super(String.valueOf(failure.getMessage()), failure);
        this.mayBeOfLoad = switch (failure.reason()) {
            case AWAY, BUSY -> true;
            case UNAUTHORIZED, MISCONFIGURED -> false;
        };
    }

    /// Whether the provider may have been too busy for the text. Then it may answer if it has no other call at the
    /// same time.
    public boolean mayBeOfLoad() {
        return mayBeOfLoad;
    }
}
