package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Texts of a feature whose vectors are in the index. A bean for each kind of text: a change of the model
/// carries them over to the next model. What is embedded later is told to {@link Reembedding}. Every method
/// but `served` blocks, in the transaction of the calling thread.
public interface TextSource {

    /// The source in the keys of its texts. It is stored, so it does not change. At most one source has it.
    String name();

    /// Goes on listing the texts that have vectors of the model that readers use, in the order of their
    /// owners and ids.
    ///
    /// @param after those up to this one are left out; there may be no such text
    /// @param limit how many texts to look at, whether they have vectors or not
    Page embedded(TextKey after, int limit);

    /// These texts, as they are now, without a lock. Texts that are gone, or have no vectors of the model that
    /// readers use, are left out.
    Found find(Collection<TextKey> keys);

    /// The same, without those that cannot be read. Locks them until the transaction ends, after waiting for
    /// whoever has them locked.
    List<SourceText> lock(Collection<TextKey> keys);

    /// Makes texts pending again of which another model said something that is not true of this one.
    ///
    /// @param serving the model that readers use by now
    /// @param outdated of these another model said that it could not take some of their passages, or none; the
    ///     source adds those whose text another model refused
    /// @param limit how many to add at most
    /// @return how many there were
    int embedAgain(IndexedModel serving, Collection<TextKey> outdated, int limit);

    /// Readers use this model now: what was kept of the one before is out of date. Called after the commit,
    /// on the instance that let them use it.
    void served(IndexedModel serving);

    /// @param texts those that have vectors
    /// @param last the last text that was looked at; null where there are no more
    record Page(List<TextKey> texts, @Nullable TextKey last) {}

    /// @param unreadable texts that this version of the server cannot read
    record Found(List<SourceText> texts, Set<TextKey> unreadable) {}
}
