package io.omne.embedding.application.modelchange;

/// The model cannot be changed so now. The message says why, to be shown to an administrator.
public final class ModelChangeConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    ModelChangeConflict(String sentence) {
        super(sentence, null, false, false);
    }
}
