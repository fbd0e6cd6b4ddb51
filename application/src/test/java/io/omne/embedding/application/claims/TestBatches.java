package io.omne.embedding.application.claims;

import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.TextQueue;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.application.OneKind;
import java.util.function.BooleanSupplier;

/// The loop of claims, for tests of those who use it. Leases are kept once it is started.
public final class TestBatches implements BatchEmbedder {

    private final Leases leases;
    private final LeasedBatches batches;

    public TestBatches(Embedder embedder, EmbeddingSettings settings) {
        leases = new Leases(settings, new OneKind(), TestLoops.create());
        batches = new LeasedBatches(embedder, leases);
    }

    public void start() {
        leases.start();
    }

    public void stop() {
        leases.stop();
    }

    @Override
    public Outcome embed(TextQueue queue, Batch batch, BooleanSupplier goesOn) {
        return batches.embed(queue, batch, goesOn);
    }
}
