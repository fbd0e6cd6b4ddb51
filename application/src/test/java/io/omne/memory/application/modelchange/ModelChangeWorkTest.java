package io.omne.memory.application.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.HeldBacklog;
import io.omne.memory.application.HeldModels;
import io.omne.memory.application.OneKind;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claims;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.application.embedding.EmbeddingSettings;
import io.omne.memory.application.embedding.HeldLeases;
import io.omne.memory.application.embedding.LostTextMutex;
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
            new Claim(new MemoryKey(new UserId(UUID.randomUUID()), new MemoryId(UUID.randomUUID())), 7, 1, "a text");
    private final BlockingQueue<Set<MemoryKey>> returned = new LinkedBlockingQueue<>();
    private volatile Runnable whileClaiming = () -> {};
    private final AsynchronousCommandBus bus = AsynchronousCommandBus.builder().build();
    private final LostTextMutex lost = new LostTextMutex();
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
        var settings =
                new EmbeddingSettings(1, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60));
        return new ModelChangeWork(
                commands,
                new HeldBacklog(new ModelBacklog.Task(NEXT, true)),
                new HeldModels(),
                new NoEmbedder(),
                HeldLeases.of(commands, settings, new OneKind()),
                lost,
                settings,
                () -> Instant.EPOCH);
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
        lost.tryRun(
                () -> CompletableFuture.supplyAsync(() -> work.doSome(Lane.LOST, () -> false))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join(),
                true);
        assertThat(returned).isEmpty();

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
