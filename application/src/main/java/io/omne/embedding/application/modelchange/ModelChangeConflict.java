package io.omne.embedding.application.modelchange;

/// Thrown if the model cannot be changed in this way now. The message is a sentence for the administrator.
public final class ModelChangeConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    ModelChangeConflict(String sentence) {
        super(sentence, null, false, false);
    }
}
