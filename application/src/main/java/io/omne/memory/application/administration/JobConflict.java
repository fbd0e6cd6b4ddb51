package io.omne.memory.application.administration;

/// Thrown if the same work was requested before and is not finished. The message is a sentence for the
/// administrator.
public final class JobConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public JobConflict(String sentence) {
        super(sentence, null, false, false);
    }
}
