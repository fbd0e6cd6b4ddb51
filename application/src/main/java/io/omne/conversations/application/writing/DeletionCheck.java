package io.omne.conversations.application.writing;

import io.omne.access.UserId;
import io.omne.conversations.api.ConversationBeingDeleted;
import io.omne.conversations.application.reading.ConversationViews;
import io.omne.events.api.OutsideTransaction;
import io.omne.memory.MemorySource;
import io.omne.memory.Origin;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.NewMemory;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Rejects messages to a conversation that is being deleted: they would be deleted, too.
@Component
@Order(-2)
class DeletionCheck implements OutsideTransaction {

    /// Longer than the time limit of the query.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ConversationViews views;

    DeletionCheck(ConversationViews views) {
        this.views = views;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (work.getMessage().getPayload() instanceof CreateMemories command) {
            Set<UUID> conversations = command.memories().stream()
                    .map(NewMemory::origin)
                    .filter(it -> it.source() == MemorySource.CHAT)
                    .map(Origin::conversation)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            if (!conversations.isEmpty() && isAnyBeingDeleted(command.owner(), conversations)) {
                throw new ConversationBeingDeleted();
            }
        }
        return chain.proceed();
    }

    private boolean isAnyBeingDeleted(UserId owner, Set<UUID> conversations) {
        return Boolean.TRUE.equals(views.isAnyBeingDeleted(owner, conversations).block(LONGEST));
    }
}
