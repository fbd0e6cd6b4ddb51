package io.omne.jobs.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.jobs.Backlog;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Shows how much of a module's work is not completed: `omne.WORK.THINGS`, by state, and
/// `omne.WORK.oldest.pending.age`. A module has it as a bean. A loop counts every ten seconds, and the
/// gauges show the last result: a scrape does not query the database. After a count that took long the
/// next one waits longer, so that a large backlog costs no more than a twentieth of one connection's
/// time. If the count failed, the gauges show NaN.
public final class BacklogGauges implements MeterBinder, LoopOwner {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PAUSES_A_LOOK = 20;

    private final Names names;
    private final Supplier<Backlog> count;
    private volatile @Nullable Backlog seen;
    private final Loop loop;

    /// @param work such as `embedding`
    /// @param things what is counted, such as `memories`
    public record Names(String work, String things) {}

    /// @param count counts the backlog; blocks
    public BacklogGauges(Names names, Supplier<Backlog> count, Loops loops) {
        this.names = names;
        this.count = count;
        this.loop = loops.loop(
                new LoopSettings(
                        LoggerFactory.getLogger(BacklogGauges.class),
                        names.work() + "-backlog",
                        "the backlog of the %s cannot be counted".formatted(names.work()),
                        PAUSE),
                this::look);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        things(registry, "pending", Backlog::pending);
        things(registry, "processing", Backlog::processing);
        things(registry, "failed", Backlog::failed);
        Gauge.builder("omne.%s.oldest.pending.age".formatted(names.work()), () -> shown(BacklogGauges::longestDue))
                .description(
                        "How long the longest waiting of the pending %s has been due, on all instances; 0 where none is"
                                .formatted(names.things()))
                .baseUnit("seconds")
                .register(registry);
    }

    private void things(MeterRegistry registry, String state, ToDoubleFunction<Backlog> number) {
        Gauge.builder("omne.%s.%s".formatted(names.work(), names.things()), () -> shown(number))
                .description("%s whose %s is not completed, on all instances".formatted(names.things(), names.work()))
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
            backlog = count.get();
        } finally {
            seen = backlog;
        }
        Duration cost = Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSES_A_LOOK);
        return cost.compareTo(PAUSE) > 0 ? cost : PAUSE;
    }
}
