package io.omne.validation;

/// The server cannot start, for a reason that whoever starts it can mend.
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong and what to do about it, in one sentence, without a secret
    public CannotStart(String sentence) {
        super(sentence);
    }
}
