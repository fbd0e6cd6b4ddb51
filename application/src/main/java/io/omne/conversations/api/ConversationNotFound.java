package io.omne.conversations.api;

/// Thrown if the conversation has no messages, or belongs to another user. The client cannot tell these cases apart.
public final class ConversationNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public ConversationNotFound() {
        super("no such conversation", null, false, false);
    }
}
