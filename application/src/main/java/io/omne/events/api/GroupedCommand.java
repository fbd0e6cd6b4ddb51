package io.omne.events.api;

/// A command whose writes may share a transaction with those of other commands that arrive at the same time.
///
/// Its handler runs without a transaction, and adds what it writes to {@link GroupedWrites}. It must only insert
/// rows that no other command writes: a row that another command has changed or locked would fail, or hold up, all
/// commands of the transaction.
public interface GroupedCommand {

    /// False if this command needs a transaction of its own, from its first read on.
    boolean mayShareTransaction();

    /// Whether this command, of any type, may share a transaction.
    static boolean isOne(Object command) {
        return command instanceof GroupedCommand grouped && grouped.mayShareTransaction();
    }
}
