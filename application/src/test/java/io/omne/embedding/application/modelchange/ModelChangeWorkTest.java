package io.omne.embedding.application.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.Lane;
import io.omne.embedding.application.claims.TestBatches;
import io.omne.memory.application.HeldModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A worker's share of a change, between the commands it sends, which are handled on threads of their own.
class ModelChangeWorkTest {

    private static final IndexedModel NEXT = new IndexedModel(2, new ModelSpec("local", new ModelName("next"), 1));

    private final Claim claim =
            new Claim(new TextKey("memory", new UserId(UUID.randomUUID()), UUID.randomUUID()), 7, 1, "a text");
    private final BlockingQueue<Set<TextKey>> returned = new LinkedBlockingQueue<>();
    private volatile Runnable whileClaiming = () -> {};
    private final AsynchronousCommandBus bus = AsynchronousCommandBus.builder().build();
    private final EmbeddingSettings settings =
            new EmbeddingSettings(1, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60));
    private final TestBatches batches = new TestBatches(new NoEmbedder(), settings);
    private final ModelChangeWork work = work();

    private ModelChangeWork work() {
        var _ = bus.subscribe(BacklogStep.Claim.class.getName(), _ -> {
            whileClaiming.run();
            return new Claims(NEXT, List.of(claim));
        });
        var _ = bus.subscribe(
                BacklogStep.GiveBack.class.getName(),
                command -> returned.add(
                        ((BacklogStep.GiveBack) command.getPayload()).tokens().keySet()));
        CommandGateway commands =
                DefaultCommandGateway.builder().commandBus(bus).build();
        return new ModelChangeWork(
                commands,
                new ListedChange(NEXT),
                batches,
                new BacklogTexts(commands),
                settings,
                new ModelUpkeep(commands, new HeldModels(), () -> Instant.EPOCH));
    }

    @AfterEach
    void shutDown() {
        Thread.interrupted();
        bus.shutdown();
    }

    @Test
    void givesBackWhatItClaimedWhenItWasInterruptedMeanwhile() throws Exception {
        Thread worker = Thread.currentThread();
        whileClaiming = () -> {
            worker.interrupt();
            pause();
        };

        work.doSome(Lane.RETRIED, () -> false);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsExactly(claim.key());
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void embedsNoLostTextWhileAnotherIsEmbedded() {
        whileClaiming = () -> {
            whileClaiming = () -> {};
            CompletableFuture.supplyAsync(() -> work.doSome(Lane.LOST, () -> false))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        };

        work.doSome(Lane.LOST, () -> false);

        assertThat(returned).containsExactly(Set.of(claim.key()));
    }

    private static final class NoEmbedder implements Embedder {

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
            throw new AssertionError("nothing is to be begun");
        }

        @Override
        public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
            throw new AssertionError("nothing is to be begun");
        }
    }
}
