package io.omne.events.api;

/// Thrown if the connection to the database was lost during a commit. The write may have been committed or not.
public final class OutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(Throwable cause) {
        super("the connection was lost during the commit", cause);
    }
}
