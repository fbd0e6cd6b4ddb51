package io.omne.jobs.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.omne.jobs.Backlog;
import io.omne.jobs.application.TestLoops;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogGaugesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Scripted figures = new Scripted();
    private final BacklogGauges gauges =
            new BacklogGauges(new BacklogGauges.Names("embedding", "memories"), figures, TestLoops.create());

    /// Answers with a backlog, or not at all.
    private static final class Scripted implements Supplier<Backlog> {

        private final CountDownLatch asked = new CountDownLatch(1);
        private Backlog backlog = new Backlog(3, 2, 1, Duration.ofMillis(1_500));
        private boolean away;
        private int looks;

        @Override
        public synchronized Backlog get() {
            looks++;
            asked.countDown();
            if (away) {
                throw new IllegalStateException("away");
            }
            return backlog;
        }
    }

    @BeforeEach
    void bind() {
        gauges.bindTo(registry);
    }

    @Test
    void showWhatWasSeenLast() {
        gauges.look();

        assertThat(memories("pending")).isEqualTo(3);
        assertThat(memories("processing")).isEqualTo(2);
        assertThat(memories("failed")).isEqualTo(1);
        assertThat(age()).isEqualTo(1.5);
    }

    @Test
    void askNobodyWhenTheyAreRead() {
        gauges.look();

        registry.getMeters()
                .forEach(meter ->
                        meter.measure().forEach(it -> assertThat(it.getValue()).isNotNaN()));

        assertThat(figures.looks).isEqualTo(1);
    }

    @Test
    void sayNothingIsPendingByAnAgeOfZero() {
        figures.backlog = new Backlog(0, 0, 0, null);
        gauges.look();

        assertThat(age()).isZero();
    }

    @Test
    void areNoNumberWhileNothingCanBeSeen() {
        assertThat(memories("pending")).isNaN();
        gauges.look();
        figures.away = true;
        assertThatThrownBy(gauges::look).hasMessage("away");

        assertThat(memories("pending")).isNaN();
        assertThat(memories("failed")).isNaN();
        assertThat(age()).isNaN();

        figures.away = false;
        gauges.look();
        assertThat(memories("pending")).isEqualTo(3);
    }

    @Test
    void lookByThemselvesWhileTheServerRuns() throws InterruptedException {
        gauges.start();
        assertThat(figures.asked.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gauges.isRunning()).isTrue();

        gauges.stop();
        assertThat(gauges.isRunning()).isFalse();
    }

    private double memories(String state) {
        return registry.get("omne.embedding.memories")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double age() {
        return registry.get("omne.embedding.oldest.pending.age").gauge().value();
    }
}
