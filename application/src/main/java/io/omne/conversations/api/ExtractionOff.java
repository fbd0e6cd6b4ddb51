package io.omne.conversations.api;

/// Thrown if memories are to be extracted, and the settings name no extractor.
public final class ExtractionOff extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public ExtractionOff() {
        super("no memories are extracted", null, false, false);
    }
}
