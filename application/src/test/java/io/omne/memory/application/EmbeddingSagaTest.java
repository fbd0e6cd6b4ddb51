package io.omne.memory.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The saga's own work between the commands it sends, which the test answers.
class EmbeddingSagaTest {

    private static final Vector VECTOR = Vector.towards(new float[] {1});

    private final BlockingQueue<List<Claim>> queue = new LinkedBlockingQueue<>();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<Set<MemoryKey>> renewals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Set<MemoryKey>> returned = new LinkedBlockingQueue<>();
    private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init") // every test starts it first
    private EmbeddingSaga saga;

    private void start(UnaryOperator<String> model) {
        var settings =
                new EmbeddingSettings(1, 10, Duration.ofMillis(300), Duration.ofMillis(20), 3, Duration.ofSeconds(60));
        saga = new EmbeddingSaga(commands(), new ScriptedEmbedder(model), settings);
        saga.start();
    }

    private CommandGateway commands() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        var _ = bus.subscribe(ClaimEmbeddings.class.getName(), _ -> {
            List<Claim> claims = queue.poll();
            return new Claims(claims == null ? List.of() : claims);
        });
        var _ = bus.subscribe(
                FinishEmbeddings.class.getName(),
                command -> results.addAll(((FinishEmbeddings) command.getPayload()).results()));
        var _ = bus.subscribe(
                RenewLeases.class.getName(), command -> renewals.add(((RenewLeases) command.getPayload()).keys()));
        var _ = bus.subscribe(
                ReturnClaims.class.getName(), command -> returned.add(((ReturnClaims) command.getPayload()).keys()));
        var _ = bus.subscribe(ReleaseExpiredClaims.class.getName(), _ -> 0);
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    @AfterEach
    void stop() {
        saga.stop();
    }

    private static Claim claim(String text) {
        return new Claim(new MemoryKey(new UserId(UUID.randomUUID()), new MemoryId(UUID.randomUUID())), 1, text);
    }

    private Result next() throws InterruptedException {
        Result result = results.poll(10, TimeUnit.SECONDS);
        assertThat(result).as("a result").isNotNull();
        return result;
    }

    @Test
    void chargesAFailureToTheTextThatFailsAlone() throws Exception {
        start(text -> {
            if (text.equals("bad")) {
                throw new EmbeddingUnavailable("scripted", new IllegalStateException());
            }
            return text;
        });
        Claim bad = claim("bad");
        queue.add(List.of(claim("good"), bad, claim("good too")));

        assertThat(next()).isInstanceOf(Result.Embedded.class);
        assertThat(next()).isInstanceOfSatisfying(Result.Failed.class, failed -> {
            assertThat(failed.key()).isEqualTo(bad.key());
            assertThat(failed.failure().code()).isEqualTo("model_unavailable");
        });
        assertThat(next()).isInstanceOf(Result.Embedded.class);
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

        assertThat(next()).isInstanceOf(Result.Embedded.class);
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

        assertThat(renewals.poll(10, TimeUnit.SECONDS)).containsExactly(slow.key());
        assertThat(renewals.poll(10, TimeUnit.SECONDS)).containsExactly(slow.key());
        finish.countDown();
        assertThat(next()).isInstanceOf(Result.Embedded.class);
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

        Thread stopping = Thread.ofVirtual().start(saga::stop);
        while (saga.isRunning()) {
            Thread.onSpinWait();
        }
        finish.countDown();
        stopping.join();

        assertThat(next().key()).isEqualTo(first.key());
        assertThat(returned.poll(10, TimeUnit.SECONDS)).containsExactly(second.key());
        assertThat(asked).hasSize(1);
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
        public ModelName model() {
            return new ModelName("scripted");
        }

        @Override
        public List<List<Vector>> embed(List<String> texts) {
            asked.add(texts);
            return texts.stream().map(model).map(_ -> List.of(VECTOR)).toList();
        }
    }
}
