package io.omne.embedding.api;

/// A model that cannot be used as it was asked for, for a reason that whoever asked can mend.
public final class UnusableModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong and which setting mends it, in one sentence, without a secret
    public UnusableModel(String sentence) {
        super(sentence);
    }
}
