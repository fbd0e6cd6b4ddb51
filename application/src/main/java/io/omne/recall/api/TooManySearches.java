package io.omne.recall.api;

/// Thrown if the user, or the instance, has as many searches at once as are allowed. Try again in a second.
public final class TooManySearches extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public TooManySearches(String message) {
        super(message, null, false, false);
    }
}
