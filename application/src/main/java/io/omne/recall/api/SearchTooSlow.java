package io.omne.recall.api;

/// Thrown if nothing was found within the time limit. Try again later.
public final class SearchTooSlow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SearchTooSlow(Throwable cause) {
        super("the search took too long", cause);
    }
}
