package io.omne.events.adapter.axon;

import io.omne.events.adapter.axon.CommitQueue.Waiting;
import io.omne.events.api.GroupedWrites;
import io.omne.events.api.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.transaction.CannotCreateTransactionException;

/// Stores the writes of commands that arrive together in one transaction: while a transaction is under way, the next
/// commands gather. A command that arrives alone does not wait for others.
final class GroupCommit {

    /// Longer than a transaction takes: the database has its own time-outs.
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Consumer<List<GroupedWrites>> transaction;
    private final Executor executor;
    private final Duration patience;
    private final CommitQueue queue = new CommitQueue();

    /// @param transaction stores the writes of some commands in a transaction, and throws if they were not stored
    /// @param patience how long a command waits for its transaction to begin
    GroupCommit(Consumer<List<GroupedWrites>> transaction, Executor executor, Duration patience) {
        this.transaction = transaction;
        this.executor = executor;
        this.patience = patience;
    }

    /// Returns after the writes have been committed.
    ///
    /// @throws CannotCreateTransactionException if there were too many writes before them
    /// @throws OutcomeUnknown if it is not known whether they have been committed
    void commit(GroupedWrites writes) {
        if (writes.size() == 0) {
            return;
        }
        var mine = new Waiting(writes, new CompletableFuture<>());
        if (queue.add(mine)) {
            startWriter(mine);
        }
        await(mine);
    }

    private void startWriter(Waiting mine) {
        try {
            executor.execute(this::writeAllThatWait);
        } catch (RuntimeException | Error e) {
            queue.removeWriter(mine);
            throw new CannotCreateTransactionException("no thread for a transaction", e);
        }
    }

    /// The number of commands whose transaction has not begun.
    int waiting() {
        return queue.size();
    }

    private void await(Waiting mine) {
        try {
            if (!mine.hasEnded(patience)) {
                if (queue.remove(mine)) {
                    throw new CannotCreateTransactionException("more commands than PostgreSQL can take");
                }
                if (!mine.hasEnded(LONGEST)) {
                    throw new OutcomeUnknown(new TimeoutException("a transaction did not end in time"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown(e);
        }
    }

    private void writeAllThatWait() {
        for (List<Waiting> group = queue.next(); !group.isEmpty(); group = queue.next()) {
            write(group);
        }
    }

    private void write(List<Waiting> group) {
        try {
            transaction.accept(group.stream().map(Waiting::writes).toList());
            group.forEach(it -> it.done().complete(null));
        } catch (RuntimeException | Error e) {
            if (group.size() == 1 || isOfAll(e)) {
                group.forEach(it -> it.done().completeExceptionally(e));
            } else {
                group.forEach(it -> write(List.of(it)));
            }
        }
    }

    /// Whether each of the commands alone would fail as well, or may have been stored.
    private static boolean isOfAll(Throwable failure) {
        return failure instanceof Error
                || failure instanceof CannotCreateTransactionException
                || LostConnection.isCauseOf(failure)
                || LostConnection.isReadOnly(failure);
    }
}
