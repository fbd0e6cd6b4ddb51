package io.omne.memory.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.jobs.Backlog;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Shows how many memories are not completed. A loop counts them every ten seconds, and the gauges show the last
/// result: a scrape does not query the database. After a count that took long the next one waits longer, so that a
/// large backlog costs no more than a twentieth of one connection's time. If the count failed, the gauges show NaN.
@Component
class BacklogGauges implements MeterBinder, LoopOwner {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PAUSES_A_LOOK = 20;

    private static final LoopSettings SETTINGS = new LoopSettings(
            LoggerFactory.getLogger(BacklogGauges.class), "embedding-backlog", "the backlog cannot be counted", PAUSE);

    private final EmbeddingStatistics figures;
    private volatile @Nullable Backlog seen;
    private final Loop loop;

    BacklogGauges(EmbeddingStatistics figures, Loops loops) {
        this.figures = figures;
        this.loop = loops.loop(SETTINGS, this::look);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        memories(registry, "pending", Backlog::pending);
        memories(registry, "processing", Backlog::processing);
        memories(registry, "failed", Backlog::failed);
        Gauge.builder("omne.embedding.oldest.pending.age", () -> shown(BacklogGauges::longestDue))
                .description(
                        "How long the longest waiting pending memory has been due, on all instances; 0 where none is")
                .baseUnit("seconds")
                .register(registry);
    }

    private void memories(MeterRegistry registry, String state, ToDoubleFunction<Backlog> count) {
        Gauge.builder("omne.embedding.memories", () -> shown(count))
                .description("Memories whose embedding is not completed, on all instances")
                .tag("state", state)
                .register(registry);
    }

    private double shown(ToDoubleFunction<Backlog> number) {
        Backlog backlog = seen;
        return backlog == null ? Double.NaN : number.applyAsDouble(backlog);
    }

    private static double longestDue(Backlog backlog) {
        Duration longest = backlog.longestDue();
        return longest == null ? 0 : longest.toMillis() / 1_000.0;
    }

    /// @return the pause before the next count
    Duration look() {
        long start = System.nanoTime();
        Backlog backlog = null;
        try {
            backlog = figures.backlog();
        } finally {
            seen = backlog;
        }
        Duration cost = Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSES_A_LOOK);
        return cost.compareTo(PAUSE) > 0 ? cost : PAUSE;
    }
}
