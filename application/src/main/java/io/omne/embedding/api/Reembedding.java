package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.Collection;

/// What sources of texts tell a change of the model. Blocks, in the transaction of the calling thread.
public interface Reembedding {

    /// These texts have got vectors of the model that readers use, and need those of the next one. For who
    /// has locked the models ({@link IndexedModels#lock}).
    void embedded(IndexedModel next, Collection<TextKey> texts);

    /// This text has other content now, or none: if a change has given it up, it is looked at again.
    void changed(TextKey text);
}
