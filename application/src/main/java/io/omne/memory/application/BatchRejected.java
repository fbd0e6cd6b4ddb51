package io.omne.memory.application;

/// The list could not take a batch of events as a whole. None of them is refused: the batch is to be taken
/// again.
public final class BatchRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BatchRejected(RuntimeException cause) {
        super("a batch of events could not be listed", cause);
    }
}
