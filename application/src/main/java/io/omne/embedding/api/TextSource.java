package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The texts of a feature whose vectors are in the index. A feature contributes a bean for each kind of text. A
/// change of the model embeds these texts with the next model, too. A source must report texts that are embedded
/// later to {@link Reembedding}. Every method but `served` blocks, and takes part in the current transaction.
public interface TextSource {

    /// The name of the source in the keys of its texts. It is stored, so it must not change. Unique among all
    /// sources.
    String name();

    /// Lists texts that have vectors of the serving model, in the order of their owners and ids.
    ///
    /// @param after leaves out the texts up to this one, which need not exist
    /// @param limit the most texts to read, with or without vectors
    Page embedded(TextKey after, int limit);

    /// Finds these texts as they are now, without a lock. Leaves out texts that are deleted or have no vectors of
    /// the serving model.
    Found find(Collection<TextKey> keys);

    /// Does the same, but leaves out texts that cannot be read, and locks the texts until the current transaction
    /// ends. Waits for other transactions that have locked them.
    List<SourceText> lock(Collection<TextKey> keys);

    /// Makes texts pending again if the result that another model had with them does not apply to the serving
    /// model.
    ///
    /// @param serving the model that readers use now
    /// @param outdated texts of which another model did not support some or all passages; the source adds the texts
    ///     that another model refused
    /// @param limit the most texts to add
    /// @return the number of these texts
    int embedAgain(IndexedModel serving, Collection<TextKey> outdated, int limit);

    /// Notifies the source that readers use this model now, so that entries cached with the previous model are
    /// outdated. Called after the commit, on the instance that completed the change.
    void served(IndexedModel serving);

    /// @param texts the texts that have vectors
    /// @param last the last text that was read; null at the end
    record Page(List<TextKey> texts, @Nullable TextKey last) {}

    /// @param unreadable texts that this version of the server cannot read
    record Found(List<SourceText> texts, Set<TextKey> unreadable) {}
}
