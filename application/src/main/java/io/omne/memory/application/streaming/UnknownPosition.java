package io.omne.memory.application.streaming;

/// No stream can have come to this place: the event store itself has not.
public final class UnknownPosition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public UnknownPosition() {
        super("no event has this place yet", null, false, false);
    }
}
