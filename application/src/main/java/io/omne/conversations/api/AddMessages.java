package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.api.CreateMemories;
import java.util.List;
import java.util.UUID;

/// Adds messages to a conversation, which begins with its first message. Messages become memories. One whose id the
/// conversation has is not added again.
public record AddMessages(UserId owner, UUID conversation, List<NewMessage> messages) {

    public AddMessages {
        messages = List.copyOf(messages);
    }

    /// The command that adds them. Its answer has them by their position.
    public CreateMemories command() {
        return new CreateMemories(
                owner,
                Kind.MESSAGES,
                null,
                messages.stream().map(it -> it.memory(conversation)).toList(),
                null);
    }
}
