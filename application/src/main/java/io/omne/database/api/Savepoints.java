package io.omne.database.api;

/// Savepoints of the current transaction. Blocks.
@FunctionalInterface
public interface Savepoints {

    /// Runs a piece of work. If it fails, what it wrote is rolled back, and the transaction can go on.
    void run(Runnable work);
}
