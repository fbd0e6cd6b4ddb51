package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.List;

/// The texts that still need vectors of the next model. Blocks, and takes part in the current transaction.
public interface ModelBacklog {

    /// Adds those of these texts that are not in the backlog yet.
    void list(IndexedModel next, Collection<TextKey> texts);

    /// Removes texts that need nothing more, and counts them as done.
    void done(IndexedModel next, Collection<TextKey> texts);

    /// Counts texts as done and marks them as outdated. They have all the vectors they can have, but their recorded
    /// state does not apply to the next model: they must be embedded again when it becomes the serving model.
    void doneButOutdated(IndexedModel next, Collection<TextKey> texts);

    /// Removes and returns some of the outdated texts, for the model that is now the serving one.
    List<TextKey> takeOutdated(IndexedModel serving, String source, int limit);

    /// Whether all texts are listed and all of them are done. Outdated texts count as done.
    boolean isEmpty(IndexedModel next);

    /// Deletes entries that finished changes have left.
    ///
    /// @return how many entries were deleted, at most the limit
    int forgetRest(int limit);
}
