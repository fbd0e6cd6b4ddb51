package io.omne.memory.application.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.BackgroundWork;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.application.claims.TestBatches;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.HeldModels;
import io.omne.memory.application.ToyFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The saga's own work between the commands it sends, which the test answers.
class EmbeddingSagaTest {

    private static final EmbeddedPassage PASSAGE =
            new EmbeddedPassage(new TextSpan(0, 1), Vector.towards(new float[] {1}));

    private final BlockingQueue<List<Claim>> queue = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<Claim>> suspects = new LinkedBlockingQueue<>();
    private final BlockingQueue<EmbeddingResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<MemoryKey, Long>> renewals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<MemoryKey, Long>> returned = new LinkedBlockingQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isAnswering = true;
    private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init") // every test starts it first
    private EmbeddingSaga saga;

    @SuppressWarnings("NullAway.Init")
    private TestBatches batches;

    @SuppressWarnings("NullAway.Init")
    private EmbeddingBatch batch;

    private void start(UnaryOperator<String> model) {
        var settings =
                new EmbeddingSettings(1, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60));
        CommandGateway commands = commands();
        var wakeUps = new WakeUps(() -> new EmbeddingWork.Found(true, true, null), new ToyFeed());
        batches = new TestBatches(new ScriptedEmbedder(model), settings);
        batch = new EmbeddingBatch(commands, batches, new MemoryTexts(commands), new HeldModels()::current);
        saga = new EmbeddingSaga(batch, (_, _) -> false, settings, wakeUps, TestLoops.create());
        batches.start();
        batch.start();
        saga.start();
    }

    private CommandGateway commands() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        var _ = bus.subscribe(ClaimEmbeddings.class.getName(), command -> {
            Lane lane = ((ClaimEmbeddings) command.getPayload()).lane();
            List<Claim> claims = (lane == Lane.FRESH ? queue : suspects).poll();
            return new Claims(HeldModels.SERVING, claims == null ? List.of() : claims);
        });
        var _ = bus.subscribe(
                FinishEmbeddings.class.getName(),
                command -> results.addAll(((FinishEmbeddings) command.getPayload()).results()));
        var _ = bus.subscribe(
                RenewLeases.class.getName(), command -> renewals.add(((RenewLeases) command.getPayload()).tokens()));
        var _ = bus.subscribe(
                ReturnClaims.class.getName(), command -> returned.add(((ReturnClaims) command.getPayload()).tokens()));
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    @AfterEach
    void stop() {
        batch.stop();
        saga.stop();
        batches.stop();
    }

    private static Claim claim(String text) {
        return new Claim(new TextKey("memory", new UserId(UUID.randomUUID()), UUID.randomUUID()), 7, 1, text);
    }

    private static MemoryKey memory(Claim claim) {
        return MemoryKey.of(claim.key());
    }

    private EmbeddingResult next() throws InterruptedException {
        EmbeddingResult result = results.poll(10, TimeUnit.SECONDS);
        assertThat(result).as("a result").isNotNull();
        return result;
    }

    @Test
    void chargesAFaultToTheTextThatFailsAlone() throws Exception {
        Claim bad = claim("bad");
        start(refusing("bad", new ModelFault("the model made no sense of it", null)));
        queue.add(List.of(claim("good"), bad, claim("good too")));

        assertThat(List.of(next(), next(), next()))
                .filteredOn(EmbeddingResult.Failed.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(EmbeddingResult.Failed.class, failed -> {
                    assertThat(failed.key()).isEqualTo(bad.key());
                    assertThat(failed.failure().code()).isEqualTo("model_fault");
                    assertThat(failed.failure().message()).isEqualTo("The model made no sense of it.");
                    assertThat(failed.canBeRetried()).isTrue();
                });
    }

    @Test
    void givesUpATextThatTheProviderRefuses() throws Exception {
        start(refusing("bad", new TextRefused("the provider refuses this text")));
        queue.add(List.of(claim("good"), claim("bad")));

        assertThat(List.of(next(), next()))
                .filteredOn(EmbeddingResult.Failed.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(EmbeddingResult.Failed.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo("text_refused");
                    assertThat(failed.canBeRetried()).isFalse();
                });
    }

    @Test
    void givesEverythingBackWhileTheProviderIsAway() throws Exception {
        start(refusing("any", new EmbeddingUnavailable(Reason.AWAY, "the provider is away", null, null)));
        Claim first = claim("any");
        Claim second = claim("y".repeat(8_000));
        queue.add(List.of(first, second));

        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsOnlyKeys(memory(first), memory(second));
        assertThat(results).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void claimsNothingWhileTheProviderIsLeftAlone() throws Exception {
        start(text -> text);
        queue.add(List.of(claim("known")));
        next();
        isAnswering = false;
        for (int before = refused.get(); refused.get() < before + 3; ) { // all workers have seen it
            Thread.onSpinWait();
        }
        Claim waiting = claim("waiting");
        queue.add(List.of(waiting));
        for (int before = refused.get(); refused.get() < before + 3; ) {
            Thread.onSpinWait();
        }
        assertThat(queue).hasSize(1);

        isAnswering = true;

        assertThat(next().key()).isEqualTo(waiting.key());
    }

    private static UnaryOperator<String> refusing(String bad, RuntimeException failure) {
        return text -> {
            if (text.equals(bad)) {
                throw failure;
            }
            return text;
        };
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        start(text -> {
            if (text.equals("bad")) {
                throw new LinkageError("scripted");
            }
            return text;
        });
        queue.add(List.of(claim("bad")));
        queue.add(List.of(claim("good")));

        assertThat(List.of(next(), next()))
                .hasAtLeastOneElementOfType(EmbeddingResult.Embedded.class)
                .hasAtLeastOneElementOfType(EmbeddingResult.Failed.class);
    }

    @Test
    void finishesTheOthersBeforeTheTextThatTakesLong() throws Exception {
        var finish = new CountDownLatch(1);
        start(text -> {
            if (text.equals("bad")) {
                await(finish);
                throw new ProviderError(new EmbeddingUnavailable(Reason.AWAY, "no answer in time", null, null));
            }
            return text;
        });
        queue.add(List.of(claim("x".repeat(8_000))));
        next();
        asked.clear();
        Claim bad = claim("bad");
        suspects.add(List.of(bad, claim("good")));

        assertThat(next()).isInstanceOf(EmbeddingResult.Embedded.class);
        finish.countDown();
        assertThat(next()).isInstanceOfSatisfying(EmbeddingResult.Failed.class, failed -> {
            assertThat(failed.key()).isEqualTo(bad.key());
            assertThat(failed.failure().code()).isEqualTo("provider_error");
            assertThat(failed.canBeRetried()).isTrue();
        });
        assertThat(asked).containsExactlyInAnyOrder(List.of("bad"), List.of("good"), List.of("bad"));
    }

    @Test
    void givesBackWhatHangsWhenItStops() throws Exception {
        var begun = new CountDownLatch(1);
        start(text -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new EmbeddingUnavailable(Reason.AWAY, "not waited for", null, null);
        });
        Claim hanging = claim("hanging");
        queue.add(List.of(hanging));
        begun.await();

        batch.stop();
        saga.stop();

        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsOnlyKeys(memory(hanging));
        assertThat(results).isEmpty();
    }

    @Test
    void renewsTheLeaseOfWhatTakesLong() throws Exception {
        var finish = new CountDownLatch(1);
        start(text -> {
            await(finish);
            return text;
        });
        Claim slow = claim("slow");
        queue.add(List.of(slow));

        assertThat(renewals.poll(10, TimeUnit.SECONDS)).isEqualTo(Map.of(memory(slow), 7L));
        assertThat(renewals.poll(10, TimeUnit.SECONDS)).isEqualTo(Map.of(memory(slow), 7L));
        finish.countDown();
        assertThat(next()).isInstanceOf(EmbeddingResult.Embedded.class);
    }

    @Test
    void givesBackWhatItHasNotBegunWhenItStops() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        start(text -> {
            begun.countDown();
            await(finish);
            return text;
        });
        Claim first = claim("x".repeat(8_000));
        Claim second = claim("y".repeat(8_000));
        queue.add(List.of(first, second));
        begun.await();

        batch.stop();
        Thread stopping = Thread.ofVirtual().start(saga::stop);
        while (saga.isRunning()) {
            Thread.onSpinWait();
        }
        finish.countDown();
        stopping.join();

        assertThat(next().key()).isEqualTo(first.key());
        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsOnlyKeys(memory(second));
        assertThat(asked).hasSize(1);
    }

    @Test
    void goesOnWithAChangeOfTheModelHoweverManyMemoriesFailAgain() throws Exception {
        start(UnaryOperator.identity());
        var turns = Map.of(Lane.RETRIED, new CountDownLatch(3), Lane.LOST, new CountDownLatch(3));
        var failing = new PendingEmbeddings() {
            @Override
            public int embed(int limit, TextLength texts, @Nullable Instant dueBy) {
                return 0;
            }

            @Override
            public int embedRetried(@Nullable Instant dueBy) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                return 1;
            }

            @Override
            public int embedLost(@Nullable Instant dueBy) {
                return embedRetried(dueBy);
            }
        };
        var settings = new EmbeddingSettings(1, 10, Duration.ofSeconds(1), Duration.ofMillis(20), 3, Duration.ZERO);
        BackgroundWork change = (lane, _) -> {
            if (lane != Lane.FRESH) {
                Objects.requireNonNull(turns.get(lane)).countDown();
            }
            return false;
        };
        var busy = new EmbeddingSaga(
                failing,
                change,
                settings,
                new WakeUps(() -> new EmbeddingWork.Found(true, true, null), new ToyFeed()),
                TestLoops.create());
        busy.start();
        try {
            for (CountDownLatch turn : turns.values()) {
                assertThat(turn.await(20, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            busy.stop();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class ScriptedEmbedder implements Embedder {

        private final UnaryOperator<String> model;

        ScriptedEmbedder(UnaryOperator<String> model) {
            this.model = model;
        }

        @Override
        public boolean isAnswering(IndexedModel any) {
            if (!isAnswering) {
                refused.incrementAndGet();
            }
            return isAnswering;
        }

        @Override
        public int mostTexts(IndexedModel any) {
            return 100;
        }

        @Override
        public EmbeddedText embedAlone(IndexedModel any, String text) {
            return embed(any, List.of(text)).getFirst();
        }

        @Override
        public List<EmbeddedText> embed(IndexedModel any, List<String> texts) {
            asked.add(texts);
            return texts.stream()
                    .map(model)
                    .map(_ -> new EmbeddedText(List.of(PASSAGE), 0))
                    .toList();
        }
    }
}
