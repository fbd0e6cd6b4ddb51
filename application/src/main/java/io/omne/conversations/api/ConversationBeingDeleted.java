package io.omne.conversations.api;

/// Thrown if messages are sent to a conversation that is being deleted. Try again later.
public final class ConversationBeingDeleted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public ConversationBeingDeleted() {
        super("the conversation is being deleted", null, false, false);
    }
}
