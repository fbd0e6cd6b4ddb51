package io.omne.memory.application.streaming;

/// A stream cannot resume at a position that is higher than that of any event.
public final class UnknownPosition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public UnknownPosition() {
        super("no event has this position yet", null, false, false);
    }
}
