package io.omne.memory.application.embedding;

import io.omne.embedding.api.BackgroundWork;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.Lane;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.jobs.api.Loops.Step;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes memories from pending to completed or failed. The saga is driven by events, persistent (the status in the
/// memory's own row is both its state and its queue, see `docs/adr/0002-the-status-column-is-the-queue.md`) and
/// compensating (a memory whose lease expires becomes pending again).
///
/// It is not one of Axon's sagas: events only wake it.
///
/// Workers sleep until an event of this instance wakes them, or until {@link WakeUps} finds due work in the
/// database, such as memories of other instances and retries. One more worker takes short texts only, if the others
/// are at work or many texts wait, so that short texts do not wait for long ones. One takes texts that failed before,
/// and one takes texts
/// whose instance was lost, so
/// that no other text waits for these. In the rest of the time, workers do the work of a change of the model.
@Component
@ProcessingGroup("embedding-saga")
class EmbeddingSaga implements LoopOwner {

    /// How long a batch in progress may continue when the instance stops.
    private static final Duration GRACE = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(EmbeddingSaga.class);

    private final PendingEmbeddings pending;
    private final BackgroundWork modelChange;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private final Loop loop;

    EmbeddingSaga(
            PendingEmbeddings pending,
            BackgroundWork modelChange,
            EmbeddingSettings settings,
            WakeUps wakeUps,
            Loops loops) {
        this.pending = pending;
        this.modelChange = modelChange;
        this.settings = settings;
        this.wakeUps = wakeUps;
        this.loop = loops.together(List.of(
                loops.loop(
                        named("worker").withThreads(settings.workers()),
                        wakeUps.whenDue(Lane.FRESH, settings.workers(), settings.pollInterval(), this::embed)),
                loops.loop(named("short"), alone(Lane.FRESH, this::embedShort)),
                loops.loop(
                        named("retried"), alone(Lane.RETRIED, () -> didBoth(pending.embedRetried(null), Lane.RETRIED))),
                loops.loop(named("lost"), alone(Lane.LOST, () -> didBoth(pending.embedLost(null), Lane.LOST)))));
        wakeUps.add(loop);
    }

    private LoopSettings named(String worker) {
        return new LoopSettings(
                        log,
                        "embedding-saga-" + worker,
                        "embedding pauses (%s)".formatted(worker),
                        settings.pollInterval())
                .stoppingWithin(GRACE, GRACE);
    }

    private Step alone(Lane lane, BooleanSupplier some) {
        return wakeUps.whenDue(lane, 1, settings.pollInterval(), some);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.workers() > 0;
    }

    @EventHandler
    void on(Created event) {
        wakeAfterCommit();
    }

    @EventHandler
    void on(ContentChanged event) {
        wakeAfterCommit();
    }

    @EventHandler
    void on(EmbeddingRetryAsked event) {
        wakeAfterCommit();
    }

    /// The texts of these events have neither failed nor been lost since.
    private void wakeAfterCommit() {
        CurrentUnitOfWork.get().root().afterCommit(_ -> wakeUps.wake(Lane.FRESH));
    }

    private boolean embed() {
        return pending.embed(settings.batch(), TextLength.ANY, null) > 0
                || modelChange.doSome(Lane.FRESH, loop::isRunning);
    }

    private boolean embedShort() {
        return pending.embed(settings.batch(), TextLength.SHORT, null) > 0;
    }

    /// Does both kinds of work, so that memories which fail again and again do not delay a change of the model.
    private boolean didBoth(int memories, Lane lane) {
        return modelChange.doSome(lane, loop::isRunning) || memories > 0;
    }
}
