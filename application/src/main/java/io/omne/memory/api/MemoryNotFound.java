package io.omne.memory.api;

/// There is no such memory: never was, is deleted, or is somebody else's, which nobody is told apart.
public final class MemoryNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public MemoryNotFound() {
        super("no such memory", null, false, false);
    }
}
