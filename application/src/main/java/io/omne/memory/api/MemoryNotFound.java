package io.omne.memory.api;

/// Thrown if the memory never existed, is deleted, or belongs to another user. The client cannot tell these cases
/// apart.
public final class MemoryNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public MemoryNotFound() {
        super("no such memory", null, false, false);
    }
}
