package io.omne.events.api;

/// Thrown if a commit did not end as it should, as when the connection to the database was lost. The write may have
/// been committed or not.
public final class OutcomeUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(Throwable cause) {
        super("it is not known whether the write was committed", cause);
    }
}
