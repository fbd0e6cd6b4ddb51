package io.omne.memory.application.writing;

import io.omne.events.api.OutsideTransaction;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.application.reading.MemoryViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Checks before the transaction that new memories refer only to memories of their owner. The check comes before
/// the creation limit is asked, so that memories with unknown references do not count. A memory that is deleted
/// between the check and the transaction is treated as deleted later.
///
/// Edits are checked by {@link EditedLinks} in their transaction.
@Component
@Order(1)
class LinkCheck implements OutsideTransaction {

    /// The name of the result of the check in the metadata of the command.
    static final String UNKNOWN = "omne.links.unknown";

    /// Longer than the time limit of the query.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final MemoryViews views;

    LinkCheck(MemoryViews views) {
        this.views = views;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (work.getMessage().getPayload() instanceof CreateMemories command) {
            UnknownLinks unknown = UnknownLinks.of(command.memories(), named -> existing(command, named));
            work.transformMessage(message -> message.andMetaData(Map.of(UNKNOWN, unknown)));
        }
        return chain.proceed();
    }

    /// The result of the check of this command.
    static UnknownLinks unknown(CommandMessage<?> message) {
        return (UnknownLinks) Objects.requireNonNull(message.getMetaData().get(UNKNOWN));
    }

    private List<MemoryId> existing(CreateMemories command, Set<MemoryId> named) {
        List<UUID> ids = named.stream().map(MemoryId::value).toList();
        Set<UUID> existing = views.existing(command.owner(), ids).block(LONGEST);
        return Objects.requireNonNull(existing).stream().map(MemoryId::new).toList();
    }
}
