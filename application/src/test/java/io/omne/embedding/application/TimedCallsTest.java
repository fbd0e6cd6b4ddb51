package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedCallsTest {

    private static final ModelName MODEL = new ModelName("words");
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TimedCalls calls = new TimedCalls();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        calls.close();
    }

    @Test
    void givesTheAnswer() {
        assertThat(calls.call(MODEL, LONG, () -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void waitsNoLongerForACallThatDoesNotReturn() {
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> calls.call(MODEL, SHORT, this::hang))
                .withMessage("the embedding model words did not answer within 20 ms");
    }

    @Test
    void interruptsACallThatIsNotWaitedFor() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> calls.call(MODEL, SHORT, () -> {
                    try {
                        return never.getCount() > 0 && never.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        return false;
                    }
                }));
        interrupted.await();
    }

    @Test
    void runsOutOfThreadsBeforeItRunsOutOfMemory() {
        // A call that is given up before its thread begins takes none.
        assertThat(Stream.generate(this::failure)
                        .limit(10_000)
                        .anyMatch("too many calls of the embedding model words have come to no end"::equals))
                .isTrue();
    }

    private @Nullable String failure() {
        try {
            calls.call(MODEL, Duration.ofMillis(1), this::hang);
            return null;
        } catch (EmbeddingUnavailable e) {
            return e.getMessage();
        }
    }

    @Test
    void saysThatTheModelFailedWhateverItThrew() {
        assertThatExceptionOfType(ModelFault.class)
                .isThrownBy(() -> calls.call(MODEL, LONG, () -> {
                    throw new OutOfMemoryError("scripted");
                }))
                .withCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void staysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> calls.call(MODEL, LONG, this::hang));
        assertThat(Thread.interrupted()).isTrue();
    }

    /// Whatever it is asked to.
    private String hang() {
        boolean ended = false;
        while (!ended) {
            try {
                never.await();
                ended = true;
            } catch (InterruptedException e) {
                // goes on
            }
        }
        return "late";
    }
}
