package io.omne.memory.application.writing;

import io.omne.access.api.CreationLimit;
import io.omne.access.api.CreationLimit.Grant;
import io.omne.events.api.OutcomeUnknown;
import io.omne.events.api.OutsideTransaction;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.IdempotencyKeyReused;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks the creation limit before the transaction of a {@link CreateMemories} begins. While a command waits for the
/// limit, it occupies neither a connection nor one of the permits for concurrent commands.
///
/// A repeat with the same idempotency key does not count against the limit: a later repeat finds that the key is
/// taken, and simultaneous repeats are one request to the limit. The grant is given back only if certainly nothing
/// was created: the command was rolled back and, if it has a key, another request uses that key. In all other cases a
/// repeat with the key uses the grant.
@Component
class CreationQuota implements OutsideTransaction {

    /// The name of the grant in the metadata of the command.
    static final String GRANT = "omne.creation.grant";

    private final IdempotencyRecords keys;
    private final CreationLimit limit;

    CreationQuota(IdempotencyRecords keys, CreationLimit limit) {
        this.keys = keys;
        this.limit = limit;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (!(work.getMessage().getPayload() instanceof CreateMemories command)) {
            return chain.proceed();
        }
        Grant grant =
                take(command, LinkCheck.unknown(work.getMessage()).errors().size());
        work.transformMessage(message -> message.andMetaData(Map.of(GRANT, grant)));
        var unused = new AtomicBoolean();
        work.onRollback(it -> unused.set(!isUnknown(it) && (command.idempotencyKey() == null || isReused(it))));
        work.onCleanup(_ -> {
            if (unused.get()) {
                grant.giveBack();
            }
        });
        return chain.proceed();
    }

    /// @param rejected how many of the memories will not be stored
    Grant take(CreateMemories command, int rejected) {
        IdempotencyKey key = command.idempotencyKey();
        int wanted = command.memories().size() - rejected;
        if (command.limit() == null) {
            return new Grant(wanted, null, () -> {});
        }
        if (key == null) {
            return limit.take(command.owner(), command.limit(), command.allowance(), wanted, null);
        }
        return limit.take(
                command.owner(),
                command.limit(),
                command.allowance(),
                keys.isTaken(command.owner(), key) ? 0 : wanted,
                key.key() + '\n' + key.fingerprint());
    }

    private static boolean isUnknown(UnitOfWork<?> work) {
        return work.getExecutionResult().getExceptionResult() instanceof OutcomeUnknown;
    }

    private static boolean isReused(UnitOfWork<?> work) {
        return work.getExecutionResult().getExceptionResult() instanceof IdempotencyKeyReused;
    }
}
