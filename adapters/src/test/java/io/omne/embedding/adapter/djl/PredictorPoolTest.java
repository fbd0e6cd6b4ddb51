package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.Eventually;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PredictorPoolTest {

    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final PredictorPool<Counted> pool = pool(Duration.ofSeconds(20));
    private final PredictorPool<Counted> impatient = pool(Duration.ofSeconds(1));

    private PredictorPool<Counted> pool(Duration longest) {
        return new PredictorPool<>(2, longest, () -> {}, () -> new Counted(open.incrementAndGet()));
    }

    private final class Counted implements AutoCloseable {

        private final int number;

        Counted(int number) {
            this.number = number;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        pool.close();
        impatient.close();
    }

    private int hang(Counted predictor) {
        try {
            hanging.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return predictor.number;
    }

    @Test
    void waitsForNoPredictorThatHangs() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(impatient.<Integer>ask(it -> it.number)).isPositive();
            assertThatThrownBy(() -> impatient.<Integer>ask(this::hang))
                    .isInstanceOf(ModelFault.class)
                    .as("slow, and not set up wrongly")
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThatThrownBy(() -> impatient.<Integer>ask(it -> it.number)).isInstanceOf(EmbeddingUnavailable.class);

        hanging.countDown();
        assertThat(impatient.<Integer>ask(it -> it.number))
                .as("one that answers late")
                .isPositive();
        Eventually.holds(Duration.ofSeconds(60), () -> open.get() == 4);
    }

    @Test
    void saysWhyAPredictorFailed() throws Exception {
        assertThatThrownBy(() -> pool.ask(_ -> {
                    throw new IllegalStateException("its reason");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("its reason");
        assertThat(pool.<Integer>ask(it -> it.number)).isPositive();
    }

    @Test
    void endsACallThatHasBegunDespiteAnInterruption() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pool.<Integer>ask(it -> it.number)).isInstanceOf(EmbeddingUnavailable.class);
        assertThat(Thread.interrupted()).isTrue();

        Thread caller = Thread.currentThread();
        int answer = pool.ask(it -> {
            caller.interrupt();
            Thread.sleep(50);
            return it.number;
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isPositive();
    }
}
