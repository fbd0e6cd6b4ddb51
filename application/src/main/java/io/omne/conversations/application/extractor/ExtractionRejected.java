package io.omne.conversations.application.extractor;

import io.omne.conversations.ExtractionFailure;
import java.util.List;

/// Thrown if the answer of an extractor is unusable. Another attempt may succeed.
public final class ExtractionRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ExtractionFailure failure;
    private final transient List<LeftOut> leftOut;

    /// An answer rather than a fault: it carries no stack trace.
    ///
    /// @param leftOut why items of the answer are no memories, one reason for each
    public ExtractionRejected(ExtractionFailure failure, List<LeftOut> leftOut) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.leftOut = List.copyOf(leftOut);
    }

    public List<LeftOut> leftOut() {
        return leftOut;
    }

    public ExtractionFailure failure() {
        return failure;
    }
}
