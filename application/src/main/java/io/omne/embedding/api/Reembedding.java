package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;

/// Receives notices from sources of texts, for a change of the model. Blocks, and takes part in the current
/// transaction.
public interface Reembedding {

    /// These texts have got vectors of the serving model and still need vectors of the next one. The caller must
    /// have locked the models ({@link IndexedModels#lock}).
    void embedded(IndexedModel next, Collection<TextKey> texts);

    /// The content of this text was changed or deleted. If a change of the model has given the text up, it tries
    /// the text again.
    void changed(TextKey text);
}
