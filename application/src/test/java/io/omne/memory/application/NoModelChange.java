package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Reembedding;
import java.util.Collection;

/// No change of the model is under way.
public final class NoModelChange implements Reembedding {

    @Override
    public void embedded(IndexedModel next, Collection<TextKey> texts) {}

    @Override
    public void changed(TextKey text) {}
}
