package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which models' vectors are kept: those of the one that readers use, and those of one that is to take its
/// place, while they are being made. Blocks.
public interface IndexedModels {

    Kept current();

    /// What is kept, which stays so until the transaction of the calling thread ends.
    Kept hold();

    /// The same for who is about to change it, in the transaction of the calling thread: waits for all who hold
    /// it, and lets nobody hold it until the end.
    Kept holdAlone();

    /// Keeps the vectors of this model for readers to use, unless there are others already. In a transaction of
    /// its own.
    Kept startWith(ModelSpec first);

    /// Keeps the vectors of one more model, which is to take the place of the one that readers use. For who
    /// holds what is kept alone.
    IndexedModel begin(ModelSpec next);

    /// Lets readers use the next model, from the end of the transaction on, and the one before no longer. For
    /// who holds what is kept alone.
    void serve(IndexedModel next);

    /// Gives the next model up. For who holds what is kept alone.
    void abandon(IndexedModel next);

    /// Drops the vectors of models that nobody has used since then.
    void dropUnused(Instant since);

    /// @param serving what readers use
    /// @param next what is to take its place, null where nothing is
    record Kept(IndexedModel serving, @Nullable IndexedModel next) {}
}
