package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.List;

/// The texts that have yet to get vectors of the next model. Blocks, in the transaction of the calling
/// thread.
public interface ModelBacklog {

    /// Those of these texts that are not in it yet.
    void list(IndexedModel next, Collection<TextKey> texts);

    /// These texts have their vectors.
    void done(IndexedModel next, Collection<TextKey> texts);

    /// These texts have what vectors they can have, and what is said of that is not true of the next model:
    /// once readers use it, they are to be embedded again.
    void doneButOutdated(IndexedModel next, Collection<TextKey> texts);

    /// Takes some of these texts, for the model that readers use by now.
    List<TextKey> takeOutdated(IndexedModel serving, String source, int limit);

    /// Whether all texts were listed, and all of them are done.
    boolean isEmpty(IndexedModel next);

    /// Forgets some of what changes that are over have left.
    ///
    /// @return how much, at most the limit
    int forgetRest(int limit);
}
