package io.omne.conversations.application.extractor;

import java.time.Instant;

/// Thrown if a user has spent what may be spent on extraction in a day.
public final class BudgetSpent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    /// An answer rather than a fault: it carries no stack trace.
    ///
    /// @param until when the next day begins
    public BudgetSpent(Instant until) {
        super("the daily budget for extraction is spent", null, false, false);
        this.until = until;
    }

    /// When the next day begins.
    public Instant until() {
        return until;
    }
}
