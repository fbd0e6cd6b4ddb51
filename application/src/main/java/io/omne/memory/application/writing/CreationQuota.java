package io.omne.memory.application.writing;

import io.omne.access.api.CreationLimit;
import io.omne.access.api.CreationLimit.Grant;
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

/// Asks the limit on creating before the transaction of a {@link CreateMemories} begins: who waits for the
/// limit holds neither a connection nor a place among the commands.
///
/// A repeat under a key takes nothing: one that comes later finds its key taken, and several at the same
/// time are one request to the limit. What was taken is given back where certainly nothing was created: where
/// the command was rolled back before it began to commit, and, under a key, where the key is another
/// request's. Else a repeat under the key makes use of it.
@Component
class CreationQuota implements OutsideTransaction {

    /// The name in the command's metadata of what it was granted.
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
        Grant grant = take(command);
        work.transformMessage(message -> message.andMetaData(Map.of(GRANT, grant)));
        var unused = new AtomicBoolean();
        var committing = new AtomicBoolean();
        // Events are stored while the commit is prepared. Commit handlers run in the reverse of their registration:
        // this one before the transaction's own.
        work.onPrepareCommit(it -> it.onCommit(_ -> committing.set(true)));
        work.onRollback(it -> unused.set(!committing.get() && (command.idempotencyKey() == null || isReused(it))));
        work.onCleanup(_ -> {
            if (unused.get()) {
                grant.giveBack();
            }
        });
        return chain.proceed();
    }

    Grant take(CreateMemories command) {
        IdempotencyKey key = command.idempotencyKey();
        int wanted = command.memories().size();
        if (key == null) {
            return limit.take(command.owner(), command.allowance(), wanted, null);
        }
        return limit.take(
                command.owner(),
                command.allowance(),
                keys.isTaken(command.owner(), key) ? 0 : wanted,
                key.key() + '\n' + key.fingerprint());
    }

    private static boolean isReused(UnitOfWork<?> work) {
        return work.getExecutionResult().getExceptionResult() instanceof IdempotencyKeyReused;
    }
}
