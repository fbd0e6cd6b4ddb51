package io.omne.embedding.application.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.BatchEmbedder.Batch;
import io.omne.embedding.api.BatchEmbedder.Outcome;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.TextQueue;
import io.omne.memory.application.HeldModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two queues by one loop. They may hold claims that are equal: tokens are made by each queue for itself.
class LeasedBatchesTest {

    private static final IndexedModel NEXT = new IndexedModel(2, HeldModels.SERVING.spec());

    private final Claim claim =
            new Claim(new TextKey("memory", new UserId(UUID.randomUUID()), UUID.randomUUID()), 7, 1, "a text");
    private final Queue pending = new Queue();
    private final Queue backlog = new Queue();
    private volatile Runnable whileEmbedding = () -> {};
    private final TestBatches batches = new TestBatches(
            new WatchedEmbedder(),
            new EmbeddingSettings(1, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60)));

    @AfterEach
    void stop() {
        batches.stop();
    }

    private Outcome embed(Queue queue, IndexedModel model, Lane lane) {
        return batches.embed(queue, new Batch(model, lane, 1, _ -> new Claims(model, List.of(claim))), () -> true);
    }

    private Outcome embedBeside(Queue queue, IndexedModel model, Lane lane) {
        return CompletableFuture.supplyAsync(() -> embed(queue, model, lane))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void embedNoLostTextWhileAnotherQueueHasOne() {
        var beside = new AtomicReference<Outcome>();
        whileEmbedding = () -> {
            whileEmbedding = () -> {};
            beside.set(embedBeside(backlog, NEXT, Lane.LOST));
        };

        assertThat(embed(pending, HeldModels.SERVING, Lane.LOST)).isEqualTo(new Outcome(1, true));
        assertThat(beside).hasValue(Outcome.NOT_TRIED);
        assertThat(backlog.finished).isEmpty();
    }

    @Test
    void keepTheClaimThatAnotherQueueHasFinished() {
        var renewed = new AtomicReference<Set<TextKey>>();
        batches.start();
        whileEmbedding = () -> {
            whileEmbedding = () -> {};
            embedBeside(backlog, NEXT, Lane.FRESH);
            pending.renewed.clear();
            renewed.set(pending.awaitRenewal());
        };

        assertThat(embed(pending, HeldModels.SERVING, Lane.FRESH)).isEqualTo(new Outcome(1, true));
        assertThat(renewed).hasValue(Set.of(claim.key()));
        assertThat(backlog.finished).hasSize(1);
        assertThat(pending.finished).hasSize(1);
    }

    private static final class Queue implements TextQueue {

        final BlockingQueue<List<EmbeddingResult>> finished = new LinkedBlockingQueue<>();
        final BlockingQueue<Set<TextKey>> renewed = new LinkedBlockingQueue<>();

        Set<TextKey> awaitRenewal() {
            try {
                Set<TextKey> next = renewed.poll(5, TimeUnit.SECONDS);
                return next == null ? Set.of() : next;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void finish(IndexedModel model, List<EmbeddingResult> results) {
            finished.add(results);
        }

        @Override
        public void renew(IndexedModel model, Map<TextKey, Long> tokens) {
            renewed.add(tokens.keySet());
        }

        @Override
        public void giveBack(IndexedModel model, Map<TextKey, Long> tokens) {}
    }

    private final class WatchedEmbedder implements Embedder {

        @Override
        public boolean isAnswering(IndexedModel model) {
            return true;
        }

        @Override
        public int mostTexts(IndexedModel model) {
            return 100;
        }

        @Override
        public EmbeddedText embedAlone(IndexedModel model, String text) {
            return embed(model, List.of(text)).getFirst();
        }

        @Override
        public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
            whileEmbedding.run();
            return texts.stream()
                    .map(_ -> new EmbeddedText(
                            List.of(new EmbeddedPassage(new TextSpan(0, 1), Vector.towards(new float[] {1}))), 0))
                    .toList();
        }
    }
}
