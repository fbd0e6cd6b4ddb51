package io.omne.events.api;

/// The connection to the database was lost while a write was committed: it may have been done, or not.
public final class OutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(Throwable cause) {
        super("the connection was lost during the commit", cause);
    }
}
