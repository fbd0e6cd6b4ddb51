package io.omne.memory.application.administration;

/// Thrown if nothing has this name, or there is no result yet. The message is a sentence for the administrator.
public final class TargetNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public TargetNotFound(String sentence) {
        super(sentence, null, false, false);
    }
}
