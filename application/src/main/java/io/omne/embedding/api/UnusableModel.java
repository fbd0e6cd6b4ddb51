package io.omne.embedding.api;

/// Thrown if a model cannot be used as requested, for a reason that the administrator can correct.
public final class UnusableModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Part part;

    /// The part of the choice that is wrong.
    public enum Part {
        PROVIDER,
        MODEL,
        DIMENSION,
        /// The folder of the model.
        PATH,
        /// No credentials for the provider are set.
        KEY,
        /// The provider refuses the credentials.
        CREDENTIALS
    }

    /// @param part what must be chosen differently
    /// @param sentence why, as a sentence without its full stop, and without a secret
    public UnusableModel(Part part, String sentence) {
        super(sentence);
        this.part = part;
    }

    public Part part() {
        return part;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
