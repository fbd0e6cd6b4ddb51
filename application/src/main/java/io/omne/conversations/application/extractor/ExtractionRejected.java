package io.omne.conversations.application.extractor;

import io.omne.conversations.ExtractionFailure;

/// Thrown if the answer of an extractor is unusable. Another attempt may succeed.
public final class ExtractionRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ExtractionFailure failure;

    /// An answer rather than a fault: it carries no stack trace.
    public ExtractionRejected(ExtractionFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public ExtractionFailure failure() {
        return failure;
    }
}
