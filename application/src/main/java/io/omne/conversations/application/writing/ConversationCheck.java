package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.DeleteConversation;
import io.omne.conversations.api.EditConversation;
import io.omne.conversations.api.ExtractConversation;
import io.omne.conversations.application.reading.ListedConversations;
import io.omne.events.api.OutsideTransaction;
import java.time.Duration;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks before the transaction of a command that its conversation has messages. It reads the list, as soon as that
/// has what the user wrote before.
@Component
class ConversationCheck implements OutsideTransaction {

    /// Longer than the time limit of the query.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ListedConversations list;

    ConversationCheck(ListedConversations list) {
        this.list = list;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        switch (work.getMessage().getPayload()) {
            case EditConversation it -> check(new ConversationKey(it.owner(), it.id()));
            case ExtractConversation it -> check(new ConversationKey(it.owner(), it.id()));
            case DeleteConversation it -> check(new ConversationKey(it.owner(), it.id()));
            default -> {
                // Other commands need no conversation.
            }
        }
        return chain.proceed();
    }

    private void check(ConversationKey key) {
        list.find(key).block(LONGEST);
    }
}
