package io.omne.memory.api;

/// Thrown if the idempotency key was used for a different request before.
public final class IdempotencyKeyReused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public IdempotencyKeyReused() {
        super("the key was given to another request before", null, false, false);
    }
}
