package io.omne.events.api;

/// Thrown if a batch of events could not be handled as a whole. None of its events becomes a dead letter: the batch
/// must be handled again.
public final class BatchRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BatchRejected(RuntimeException cause) {
        super("a batch of events could not be listed", cause);
    }
}
