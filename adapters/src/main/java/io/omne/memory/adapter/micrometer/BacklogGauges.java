package io.omne.memory.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import io.omne.memory.application.embedding.EmbeddingStatistics.Backlog;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// How many memories are not completed. A thread looks every ten seconds, and gauges show what it saw last: a
/// scrape asks nobody. A look that takes long makes the next one wait longer, so that a large backlog costs no
/// more than a twentieth of one connection's time. What cannot be seen is not a number.
@Component
class BacklogGauges implements MeterBinder, SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PAUSES_A_LOOK = 20;

    private static final Logger log = LoggerFactory.getLogger(BacklogGauges.class);

    private final EmbeddingStatistics figures;
    private volatile @Nullable Backlog seen;
    private volatile boolean running;
    private @Nullable Thread thread;

    BacklogGauges(EmbeddingStatistics figures) {
        this.figures = figures;
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

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("embedding-backlog").start(this::keepLooking);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keepLooking() {
        while (running) {
            long start = System.nanoTime();
            boolean seeing = look();
            Duration cost = Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSES_A_LOOK);
            try {
                Thread.sleep(seeing && cost.compareTo(PAUSE) > 0 ? cost : PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// @return whether there was anything to be seen
    boolean look() {
        try {
            seen = figures.backlog();
            return true;
        } catch (RuntimeException | Error e) {
            if (seen != null) {
                log.warn("the backlog cannot be counted: {}", e.toString());
            }
            seen = null;
            return false;
        }
    }
}
