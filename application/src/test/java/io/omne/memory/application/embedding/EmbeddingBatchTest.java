package io.omne.memory.application.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.application.claims.TestBatches;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.HeldModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A batch by the thread of a sweep, on an instance without workers.
class EmbeddingBatchTest {

    private final List<Claim> due = new ArrayList<>();
    private final List<MemoryKey> finished = new ArrayList<>();
    private final BlockingQueue<Set<MemoryKey>> returned = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<MemoryKey, Long>> renewals = new LinkedBlockingQueue<>();
    private volatile boolean isDatabaseAway;
    private volatile @Nullable MemoryKey stuck;
    private int mostTexts = 100;
    private Runnable whileEmbedding = () -> {};
    private final CommandGateway commands = commands();
    private final TestBatches batches = new TestBatches(
            new WatchedEmbedder(),
            new EmbeddingSettings(0, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60)));
    private final EmbeddingBatch batch =
            new EmbeddingBatch(commands, batches, new MemoryTexts(commands), new HeldModels()::current);

    private CommandGateway commands() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        var _ = bus.subscribe(ClaimEmbeddings.class.getName(), command -> {
            int limit = ((ClaimEmbeddings) command.getPayload()).limit();
            return new Claims(HeldModels.SERVING, due.stream().limit(limit).toList());
        });
        var _ = bus.subscribe(
                FinishEmbeddings.class.getName(),
                command -> unlessAway(() -> finished.addAll(((FinishEmbeddings) command.getPayload())
                        .results().stream()
                                .map(EmbeddingResult::key)
                                .map(MemoryKey::of)
                                .toList())));
        var _ = bus.subscribe(
                ReturnClaims.class.getName(),
                command -> unlessAway(() ->
                        giveBack(((ReturnClaims) command.getPayload()).tokens().keySet())));
        var _ = bus.subscribe(
                RenewLeases.class.getName(), command -> renewals.add(((RenewLeases) command.getPayload()).tokens()));
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    private boolean giveBack(Set<MemoryKey> memories) {
        if (memories.contains(stuck)) {
            throw new IllegalStateException("one cannot be given back");
        }
        return returned.add(memories);
    }

    private boolean unlessAway(BooleanSupplier handler) {
        if (isDatabaseAway) {
            throw new IllegalStateException("away");
        }
        return handler.getAsBoolean();
    }

    @BeforeEach
    void start() {
        batch.start();
    }

    @AfterEach
    void stop() {
        batch.stop();
        batches.stop();
        Thread.interrupted();
    }

    private Claim claim(String text) {
        var claim = new Claim(new TextKey("memory", new UserId(UUID.randomUUID()), UUID.randomUUID()), 7, 1, text);
        due.add(claim);
        return claim;
    }

    @Test
    void saysHowManyItClaimed() {
        assertThat(batch.embed(10, TextLength.SHORT, null)).isZero();
        claim("one");
        claim("two");
        claim("three");

        assertThat(batch.embed(2, TextLength.SHORT, null)).isEqualTo(2);
        assertThat(finished).hasSize(2);
    }

    @Test
    void claimsNoMoreThanIsWorthClaiming() {
        claim("one");
        claim("two");
        mostTexts = 1;

        assertThat(batch.embed(10, TextLength.SHORT, null)).isEqualTo(1);
    }

    @Test
    void givesBackWhatCouldNotBeFinishedOnceTheDatabaseIsThere() throws Exception {
        Claim claim = claim("one");
        isDatabaseAway = true;
        batches.start();
        assertThatThrownBy(() -> batch.embed(10, TextLength.SHORT, null)).hasMessage("away");
        assertThat(returned).isEmpty();

        isDatabaseAway = false;

        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsExactly(MemoryKey.of(claim.key()));
    }

    @Test
    void keepsTheOthersWhateverComesOfOneThatCannotBeGivenBack() throws Exception {
        Claim one = claim("one");
        Claim other = claim("other");
        stuck = MemoryKey.of(one.key());
        whileEmbedding = () -> {
            throw new EmbeddingUnavailable(Reason.AWAY, "the provider is away", null, null);
        };
        batches.start();

        batch.embed(10, TextLength.SHORT, null);

        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsExactly(MemoryKey.of(other.key()));
        assertThat(renewals.poll(10, TimeUnit.SECONDS)).containsKey(MemoryKey.of(one.key()));
        stuck = null;
        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsExactly(MemoryKey.of(one.key()));
    }

    @Test
    void embedsNoLostTextWhileAnotherIsEmbedded() {
        claim("lost");
        var beside = new AtomicInteger(-1);
        whileEmbedding = () -> beside.set(CompletableFuture.supplyAsync(() -> batch.embedLost(null))
                .orTimeout(10, TimeUnit.SECONDS)
                .join());

        assertThat(batch.embedLost(null)).isEqualTo(1);
        assertThat(beside).hasValue(0);
        whileEmbedding = () -> {};
        assertThat(batch.embedLost(null)).isEqualTo(1);
    }

    @Test
    void finishesWhatIsUnderWayAndGivesBackTheRestWhenItIsInterrupted() {
        Claim first = claim("x".repeat(8_000));
        Claim second = claim("y".repeat(8_000));
        whileEmbedding = Thread.currentThread()::interrupt;

        batch.embed(10, TextLength.SHORT, null);

        assertThat(finished).containsExactly(MemoryKey.of(first.key()));
        assertThat(returned).containsExactly(Set.of(MemoryKey.of(second.key())));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void renewsTheLeaseOfWhatTakesLong() {
        Claim slow = claim("slow");
        batches.start();
        whileEmbedding = () -> {
            try {
                assertThat(renewals.poll(10, TimeUnit.SECONDS)).isEqualTo(Map.of(MemoryKey.of(slow.key()), 7L));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        batch.embed(10, TextLength.SHORT, null);

        assertThat(finished).containsExactly(MemoryKey.of(slow.key()));
    }

    private final class WatchedEmbedder implements Embedder {

        @Override
        public boolean isAnswering(IndexedModel model) {
            return true;
        }

        @Override
        public int mostTexts(IndexedModel model) {
            return mostTexts;
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
