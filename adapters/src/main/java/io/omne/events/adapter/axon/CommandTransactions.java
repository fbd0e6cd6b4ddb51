package io.omne.events.adapter.axon;

import io.omne.events.api.GroupedWrites;
import io.omne.events.api.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/// The transactions in which commands write.
final class CommandTransactions {

    private final TransactionManager transactions;
    private final GroupCommit groups;

    /// @param executor runs the transactions that commands share
    /// @param patience how long a command waits for such a transaction to begin
    CommandTransactions(TransactionManager transactions, Executor executor, Duration patience) {
        this.transactions = transactions;
        this.groups = new GroupCommit(this::write, executor, patience);
    }

    /// Handles a command without a transaction, and stores its writes with those of others when it is committed.
    @Nullable
    Object shared(UnitOfWork<?> work, InterceptorChain chain) throws Exception {
        GroupedWrites writes = GroupedWrites.collect(work);
        work.onCommit(_ -> groups.commit(writes));
        return chain.proceed();
    }

    private void write(List<GroupedWrites> writes) {
        Transaction transaction = transactions.startTransaction();
        try {
            GroupedWrites.writeAll(writes);
        } catch (AssertionError e) {
            transaction.rollback();
            throw new BrokenConnection(e);
        } catch (RuntimeException | Error e) {
            transaction.rollback();
            throw e;
        }
        commit(transaction);
    }

    /// Handles a command in a transaction of its own. The bus could begin the transaction itself, but a failure to
    /// begin it would reach nobody: while PostgreSQL is away, a command would never be answered.
    @Nullable
    Object alone(UnitOfWork<?> work, InterceptorChain chain) throws Exception {
        Transaction transaction = transactions.startTransaction();
        work.onCommit(_ -> commit(transaction));
        work.onRollback(_ -> transaction.rollback());
        try {
            return chain.proceed();
        } catch (AssertionError e) {
            throw new BrokenConnection(e);
        }
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw LostConnection.isCauseOf(e) ? new OutcomeUnknown(e) : e;
        }
    }
}
