package io.omne.events.api;

/// A command whose writes may share a transaction with those of other commands that arrive at the same time.
///
/// Its handler runs without a transaction: each of its reads is one of its own, and what it writes it adds to
/// {@link GroupedWrites}. So a write must check that what was read still holds.
public interface GroupedCommand {

    /// False if this command needs a transaction of its own, from its first read on.
    default boolean mayShareTransaction() {
        return true;
    }
}
