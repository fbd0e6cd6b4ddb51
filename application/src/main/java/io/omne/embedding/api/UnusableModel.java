package io.omne.embedding.api;

/// A model that cannot be used as it was asked for, for a reason that whoever asked can mend.
public final class UnusableModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Part part;

    /// What of a choice cannot be.
    public enum Part {
        PROVIDER,
        MODEL,
        DIMENSION,
        /// The folder that it lies in.
        PATH,
        /// The provider has no credentials here.
        KEY,
        /// The provider does not take the credentials.
        CREDENTIALS
    }

    /// @param part what has to be chosen otherwise
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
