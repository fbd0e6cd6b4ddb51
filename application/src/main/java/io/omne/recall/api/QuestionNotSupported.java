package io.omne.recall.api;

/// Thrown if memories are wanted by their meaning alone and the embedding model can make no vector of the question,
/// because it knows hardly any of its words. Search by words.
public final class QuestionNotSupported extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public QuestionNotSupported() {
        super("the embedding model knows hardly any word of the question", null, false, false);
    }
}
