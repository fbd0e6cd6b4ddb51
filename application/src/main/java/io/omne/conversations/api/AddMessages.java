package io.omne.conversations.api;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.api.CreateMemories;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.List;
import java.util.UUID;

/// Adds messages to a conversation, which begins with its first message. Messages become memories. One whose id the
/// conversation has is not added again.
public record AddMessages(UserId owner, UUID conversation, List<NewMessage> messages) {

    public static final int MOST = 100;

    public AddMessages {
        messages = List.copyOf(messages);
        check(messages.size());
    }

    /// @throws InvalidValue unless there are 1 to {@value #MOST} messages
    public static void check(int number) {
        if (number < 1) {
            throw new InvalidValue("messages", ErrorCode.TOO_FEW, "must have 1 message at least");
        }
        if (number > MOST) {
            throw new InvalidValue("messages", ErrorCode.TOO_MANY, "must have %d messages at most".formatted(MOST));
        }
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
