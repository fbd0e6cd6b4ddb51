package io.omne.memory.application.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.application.embedding.PendingEmbeddings;
import io.omne.memory.application.embedding.ReleaseExpiredClaims;
import io.omne.memory.application.embedding.TextLength;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the sweeps do between the commands that they send, which the test answers.
class SweepsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");

    private final Queue<Integer> expired = new ArrayDeque<>();
    private final Queue<Integer> due = new ArrayDeque<>();
    private final Queue<Integer> suspects = new ArrayDeque<>();
    private final Queue<Integer> failed = new ArrayDeque<>();
    private final List<Object> asked = new ArrayList<>();
    private final Noted progress = new Noted();
    private final SweepSettings settings = new SweepSettings(
            new SweepSettings.Pending(Duration.ZERO, 50),
            new SweepSettings.Failed(Duration.ZERO, Duration.ofHours(24), 20));

    private ProcessPendingEmbeddings processPending() {
        return new ProcessPendingEmbeddings(
                commands(),
                new PendingEmbeddings() {
                    @Override
                    public int embed(int limit, TextLength texts, @Nullable Instant dueBy) {
                        assertThat(dueBy).isEqualTo(NOW.truncatedTo(ChronoUnit.MICROS));
                        asked.add(limit);
                        return next(due);
                    }

                    @Override
                    public int embedRetried(@Nullable Instant dueBy) {
                        assertThat(dueBy).isEqualTo(NOW.truncatedTo(ChronoUnit.MICROS));
                        asked.add("retried");
                        return next(suspects);
                    }

                    @Override
                    public int embedLost(@Nullable Instant dueBy) {
                        assertThat(dueBy).isEqualTo(NOW.truncatedTo(ChronoUnit.MICROS));
                        asked.add("lost");
                        return next(suspects);
                    }
                },
                settings,
                () -> NOW.truncatedTo(ChronoUnit.MICROS));
    }

    private RetryFailedEmbeddings retryFailed() {
        return new RetryFailedEmbeddings(commands(), settings, () -> NOW.truncatedTo(ChronoUnit.MICROS));
    }

    private CommandGateway commands() {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        var _ = bus.subscribe(ReleaseExpiredClaims.class.getName(), command -> {
            asked.add(command.getPayload());
            return next(expired);
        });
        var _ = bus.subscribe(RetryFailures.class.getName(), command -> {
            asked.add(command.getPayload());
            return next(failed);
        });
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    private static int next(Queue<Integer> numbers) {
        return Objects.requireNonNullElse(numbers.poll(), 0);
    }

    @Test
    void embedsInBatchesUntilNoneIsDue() {
        expired.addAll(List.of(50, 3));
        due.addAll(List.of(50, 50, 7));
        suspects.addAll(List.of(3, 0, 1));

        String outcome = processPending().run(NoParameters.NONE, progress);

        assertThat(outcome).isEqualTo("{\"released\": 53, \"attempted\": 111}");
        assertThat(asked)
                .containsExactly(
                        new ReleaseExpiredClaims(50),
                        new ReleaseExpiredClaims(50),
                        new ReleaseExpiredClaims(50),
                        50,
                        50,
                        50,
                        50,
                        "retried",
                        "retried",
                        "lost",
                        "lost");
        assertThat(progress.steps).containsExactly("releasing", "50", "3", "embedding", "50", "50", "7", "3", "1");
    }

    @Test
    void retriesInBatchesWhatFailedLately() {
        failed.addAll(List.of(20, 4));

        String outcome = retryFailed().run(NoParameters.NONE, progress);

        assertThat(outcome).isEqualTo("{\"retried\": 24}");
        Instant began = Instant.parse("2026-01-02T03:04:05.678901Z");
        var batch = new RetryFailures(20, began.minus(Duration.ofHours(24)), began);
        assertThat(asked).containsExactly(batch, batch, batch);
        assertThat(progress.steps).containsExactly("retrying", "20", "4", "0");
    }

    @Test
    void endsAtTheNextBatchWhenTheJobIsNoLongerItsOwn() {
        failed.addAll(List.of(20, 20, 20));
        due.addAll(List.of(50, 50, 50));
        progress.lost = true;

        assertThatThrownBy(() -> retryFailed().run(NoParameters.NONE, progress))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> processPending().run(NoParameters.NONE, progress))
                .isInstanceOf(CancellationException.class);
        assertThat(failed).hasSize(2);
        assertThat(due).hasSize(2);
    }

    private static final class Noted implements Progress {

        private final List<String> steps = new ArrayList<>();
        private boolean lost;

        @Override
        public void phase(String phase, long total) {
            steps.add(phase);
        }

        @Override
        public void done(long more) {
            if (lost) {
                throw new CancellationException();
            }
            steps.add(Long.toString(more));
        }

        @Override
        public void lock() {
            throw new AssertionError();
        }
    }
}
