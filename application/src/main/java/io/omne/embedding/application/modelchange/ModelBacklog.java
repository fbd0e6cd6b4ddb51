package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.List;

/// The texts that still need vectors of the next model. Blocks, and takes part in the current transaction.
public interface ModelBacklog {

    /// Adds those of these texts that are not in the backlog yet.
    void list(IndexedModel next, Collection<TextKey> texts);

    /// Removes texts that have their vectors.
    void done(IndexedModel next, Collection<TextKey> texts);

    /// Removes texts that have all the vectors they can have, but whose recorded state does not apply to the next
    /// model: they must be embedded again when it becomes the serving model.
    void doneButOutdated(IndexedModel next, Collection<TextKey> texts);

    /// Takes some of these outdated texts, for the model that is now the serving one.
    List<TextKey> takeOutdated(IndexedModel serving, String source, int limit);

    /// Whether all texts are listed and all of them are done.
    boolean isEmpty(IndexedModel next);

    /// Deletes entries that finished changes have left.
    ///
    /// @return how many entries were deleted, at most the limit
    int forgetRest(int limit);
}
