package io.omne.events.api;

/// A batch of events could not be handled as a whole. None of them becomes a dead letter: the batch is to be taken
/// again.
public final class BatchRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BatchRejected(RuntimeException cause) {
        super("a batch of events could not be listed", cause);
    }
}
