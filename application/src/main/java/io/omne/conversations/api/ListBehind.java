package io.omne.conversations.api;

/// Thrown if the list of conversations does not have what the user wrote before, so that it cannot be said whether a
/// conversation exists. Try again in a second.
public final class ListBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public ListBehind() {
        super("the list of conversations is behind", null, false, false);
    }
}
