package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import java.time.Instant;

/// One model that readers use, and no change of it.
public final class HeldModels implements IndexedModels {

    public static final IndexedModel SERVING =
            new IndexedModel(1, new ModelSpec("local", new ModelName("scripted"), 1));

    @Override
    public Snapshot current() {
        return new Snapshot(SERVING, null);
    }

    @Override
    public Snapshot lock() {
        return current();
    }

    @Override
    public Snapshot lockExclusively() {
        return current();
    }

    @Override
    public Snapshot startWith(ModelSpec first) {
        return current();
    }

    @Override
    public IndexedModel begin(ModelSpec next) {
        throw new AssertionError("the model is not to change");
    }

    @Override
    public void serve(IndexedModel next) {
        throw new AssertionError("the model is not to change");
    }

    @Override
    public void abandon(IndexedModel next) {
        throw new AssertionError("the model is not to change");
    }

    @Override
    public void dropUnused(Instant since) {
        // There is nothing unused.
    }
}
