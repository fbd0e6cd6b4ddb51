package io.omne.memory.api;

/// Thrown if the memory does not have one of the versions that the command requires.
public final class StaleVersion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public StaleVersion() {
        super("the memory has changed meanwhile", null, false, false);
    }
}
