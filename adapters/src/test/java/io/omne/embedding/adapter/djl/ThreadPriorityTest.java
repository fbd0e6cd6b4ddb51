package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ThreadPriorityTest {

    /// In `/proc/thread-self/stat`, behind the name in brackets: see proc(5), where it is field 19.
    private static final int NICE = 19 - 3;

    private record Predictor() implements AutoCloseable {

        @Override
        public void close() {}

        int nice() {
            try {
                String stat = Files.readString(Path.of("/proc/thread-self/stat"));
                return Integer.parseInt(
                        stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int niceOf(Runnable atStart) throws ExecutionException {
        try (var pool = new PredictorPool<>(1, Duration.ofSeconds(20), atStart, Predictor::new)) {
            return pool.ask(Predictor::nice);
        }
    }

    @Test
    void isLowerForThreadsThatAskForIt() throws ExecutionException {
        assertThat(niceOf(ThreadPriority::lower))
                .isEqualTo(Math.min(19, new Predictor().nice() + ThreadPriority.MORE_NICE));
    }

    @Test
    void staysAsItIsForOthers() throws ExecutionException {
        assertThat(niceOf(() -> {})).isEqualTo(new Predictor().nice());
    }
}
