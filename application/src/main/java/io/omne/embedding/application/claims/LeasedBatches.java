package io.omne.embedding.application.claims;

import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.TextQueue;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// Claims texts of any queue, embeds them and records the results.
@Component
class LeasedBatches implements BatchEmbedder {

    /// This instance embeds only one text at a time whose instance was lost, whichever queue the text is from.
    private final Mutex lost = new Mutex();

    private final Embedder embedder;
    private final Leases leases;

    LeasedBatches(Embedder embedder, Leases leases) {
        this.embedder = embedder;
        this.leases = leases;
    }

    @Override
    public Outcome embed(TextQueue queue, Batch batch, BooleanSupplier goesOn) {
        if (!embedder.isAnswering(batch.model())) {
            return Outcome.NOT_TRIED;
        }
        return batch.lane() == Lane.LOST
                ? lost.tryRun(() -> claimed(queue, batch, goesOn), Outcome.NOT_TRIED)
                : claimed(queue, batch, goesOn);
    }

    private Outcome claimed(TextQueue queue, Batch batch, BooleanSupplier goesOn) {
        Claims claims = batch.claim().apply(Math.min(batch.limit(), embedder.mostTexts(batch.model())));
        leases.add(queue, claims);
        try {
            return new Outcome(claims.all().size(), embedded(queue, claims, batch.lane(), goesOn));
        } finally {
            leases.giveBack(queue, claims);
        }
    }

    private boolean embedded(TextQueue queue, Claims claims, Lane lane, BooleanSupplier goesOn) {
        var attempt = new EmbeddingAttempt(embedder, results -> finish(queue, claims, results), goesOn);
        return lane == Lane.FRESH
                ? attempt.embed(claims.model(), claims.all())
                : attempt.embedAlone(claims.model(), claims.all());
    }

    private void finish(TextQueue queue, Claims claims, List<EmbeddingResult> results) {
        queue.finish(claims.model(), results);
        leases.remove(
                queue,
                claims.model(),
                results.stream().map(EmbeddingResult::claim).toList());
    }
}
