package io.omne.events.adapter.axon;

import io.omne.events.api.GroupedWrites;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The commands that wait for their transaction, in the order in which they came, and the writers that take them. Safe
/// for several threads.
final class CommitQueue {

    /// Transactions at once. While one waits for the disk, the other one sends its statements.
    private static final int WRITERS = 2;

    /// Commands in a transaction.
    private static final int MOST_COMMANDS = 32;

    /// Items in a transaction, except for a single command with more.
    private static final int MOST_ITEMS = 400;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int writers;

    /// @param done completed when the transaction has ended
    record Waiting(GroupedWrites writes, CompletableFuture<Void> done) {

        /// Whether its transaction ends within this time.
        ///
        /// @throws RuntimeException if the transaction failed
        boolean hasEnded(Duration within) throws InterruptedException {
            try {
                done.get(within.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }

        private static RuntimeException failure(ExecutionException failure) {
            return failure.getCause() instanceof RuntimeException e
                    ? e
                    // Axon answers no command that fails with an error in its commit.
                    : new IllegalStateException("a shared transaction failed", failure.getCause());
        }
    }

    /// @return whether the caller has to start a writer, which calls {@link #next} until there is nothing left
    synchronized boolean add(Waiting command) {
        waiting.addLast(command);
        if (writers == WRITERS) {
            return false;
        }
        writers++;
        return true;
    }

    /// @return false if a writer has already taken it
    synchronized boolean remove(Waiting command) {
        return waiting.remove(command);
    }

    /// Call this if the writer that {@link #add} asked for cannot be started. Removes the command, too.
    synchronized void removeWriter(Waiting command) {
        waiting.remove(command);
        writers--;
    }

    synchronized int size() {
        return waiting.size();
    }

    /// Takes the commands of the next transaction. If there are none, the writer must end.
    synchronized List<Waiting> next() {
        var group = new ArrayList<Waiting>();
        int items = 0;
        while (!waiting.isEmpty() && group.size() < MOST_COMMANDS) {
            items += waiting.getFirst().writes().size();
            if (items > MOST_ITEMS && !group.isEmpty()) {
                break;
            }
            group.add(waiting.removeFirst());
        }
        if (group.isEmpty()) {
            writers--;
        }
        return group;
    }
}
