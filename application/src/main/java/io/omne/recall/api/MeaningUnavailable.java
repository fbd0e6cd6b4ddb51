package io.omne.recall.api;

/// Thrown if memories are wanted by their meaning alone and the embedding model is unavailable. Try again later, or
/// search by words.
public final class MeaningUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    ///
    /// @param cause why the question got no vector
    public MeaningUnavailable(Throwable cause) {
        super("the embedding model is unavailable", cause, false, false);
    }
}
