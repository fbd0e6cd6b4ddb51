package io.omne.memory.application.administration;

/// There is nothing of that name, or nothing yet. The message is a sentence for the administrator.
public final class TargetNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public TargetNotFound(String sentence) {
        super(sentence, null, false, false);
    }
}
