package io.omne.memory.api;

/// The memory is not at the version that the command was meant for.
public final class StaleVersion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public StaleVersion() {
        super("the memory has changed meanwhile", null, false, false);
    }
}
