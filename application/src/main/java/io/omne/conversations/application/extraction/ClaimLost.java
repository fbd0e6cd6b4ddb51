package io.omne.conversations.application.extraction;

/// Thrown if another claim has followed, so that the work under this one is for nothing.
final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost() {
        super("another instance has claimed the conversation", null, false, false);
    }
}
