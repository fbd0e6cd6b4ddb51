package io.omne.validation;

/// Thrown if the server cannot start, for a reason that the administrator can correct.
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong and what to do about it, in one sentence, without a secret
    public CannotStart(String sentence) {
        super(sentence);
    }
}
