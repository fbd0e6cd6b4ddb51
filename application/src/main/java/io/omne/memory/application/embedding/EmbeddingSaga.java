package io.omne.memory.application.embedding;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.application.embedding.WakeUps.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Takes memories from pending to completed or failed: event-driven, persistent (the status in the memory's
/// own row is its state and its queue, `docs/adr/0002-the-status-column-is-the-queue.md`) and compensating
/// (a lease that runs out gives the memory back).
///
/// Workers sleep until an event of this instance wakes them, or the database says that there is something to do, which
/// is asked once in a poll interval: so other instances' memories are found, and retries that became due. One worker
/// more takes short
/// texts alone, so that they need not wait until long ones are done. One takes texts that failed before, and one
/// those whose instance was lost, so that nobody waits for these. What is left of the time goes to a change of
/// the model.
@Component
@ProcessingGroup("embedding-saga")
class EmbeddingSaga implements SmartLifecycle {

    /// For what is under way when the instance stops.
    private static final Duration GRACE = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(EmbeddingSaga.class);

    private final PendingEmbeddings pending;
    private final BackgroundWork modelChange;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private final FailureClassifier failures;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EmbeddingSaga(
            PendingEmbeddings pending,
            BackgroundWork modelChange,
            EmbeddingSettings settings,
            WakeUps wakeUps,
            FailureClassifier failures) {
        this.pending = pending;
        this.modelChange = modelChange;
        this.settings = settings;
        this.wakeUps = wakeUps;
        this.failures = failures;
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

    private void wakeAfterCommit() {
        CurrentUnitOfWork.get().root().afterCommit(_ -> wakeUps.wake());
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(Thread.ofPlatform().name("embedding-saga-" + i).start(() -> work(Sleeper.WORKER)));
        }
        if (settings.workers() > 0) {
            threads.add(Thread.ofPlatform().name("embedding-saga-short").start(() -> work(Sleeper.SHORT_TEXTS)));
            threads.add(Thread.ofPlatform().name("embedding-saga-retried").start(() -> work(Sleeper.RETRIED)));
            threads.add(Thread.ofPlatform().name("embedding-saga-lost").start(() -> work(Sleeper.LOST)));
        }
    }

    /// What is under way is finished, if that is soon; else it is given back.
    @Override
    public void stop() {
        running = false;
        threads.forEach(_ -> wakeUps.wake());
        long graceEnds = System.nanoTime() + GRACE.toNanos();
        threads.forEach(thread -> join(thread, graceEnds));
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + GRACE.toNanos();
        threads.forEach(thread -> join(thread, end));
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work(Sleeper worker) {
        var failure = new RepeatedFailure(log, "embedding pauses (%s)".formatted(worker), failures);
        while (running) {
            try {
                boolean more = true;
                while (running && more) {
                    more = did(worker);
                    failure.over();
                }
            } catch (RuntimeException | Error e) {
                failure.occurred(e);
            }
            try {
                wakeUps.await(worker, settings.pollInterval());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// @return whether there was anything to do
    private boolean did(Sleeper worker) {
        return switch (worker) {
            case SHORT_TEXTS -> pending.embed(settings.batch(), TextLength.SHORT, null) > 0;
            case WORKER ->
                pending.embed(settings.batch(), TextLength.ANY, null) > 0
                        || modelChange.doSome(Lane.FRESH, () -> running);
            case RETRIED -> didBoth(pending.embedRetried(null), Lane.RETRIED);
            case LOST -> didBoth(pending.embedLost(null), Lane.LOST);
        };
    }

    /// However many memories fail again and again, a change of the model comes to its turn.
    private boolean didBoth(int memories, Lane lane) {
        return modelChange.doSome(lane, () -> running) || memories > 0;
    }

    private static void join(Thread thread, long until) {
        try {
            long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            if (!thread.join(Duration.ofMillis(left))) {
                log.debug("{} is still at work", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
