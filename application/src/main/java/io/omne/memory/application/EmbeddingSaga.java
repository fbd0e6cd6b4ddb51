package io.omne.memory.application;

import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
/// Workers sleep until an event of this instance wakes them, or the poll interval is over: other instances'
/// memories, retries that became due and expired leases are found by polling. One worker more takes short
/// texts alone, so that they need not wait until long ones are done. What is left of the time goes to a change
/// of the model.
@Component
@ProcessingGroup("embedding-saga")
class EmbeddingSaga implements SmartLifecycle {

    /// In UTF-8: about a passage, which a local model embeds in a tenth of a second.
    static final int SHORT_TEXT = 1_000;

    /// For a worker to end: longer than a provider or the database may take to answer.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(EmbeddingSaga.class);

    private final PendingEmbeddings pending;
    private final BackgroundWork modelChange;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EmbeddingSaga(PendingEmbeddings pending, BackgroundWork modelChange, EmbeddingSettings settings, WakeUps wakeUps) {
        this.pending = pending;
        this.modelChange = modelChange;
        this.settings = settings;
        this.wakeUps = wakeUps;
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
            threads.add(Thread.ofPlatform().name("embedding-saga-" + i).start(() -> work(false)));
        }
        if (settings.workers() > 0) {
            threads.add(Thread.ofPlatform().name("embedding-saga-short").start(() -> work(true)));
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(_ -> wakeUps.wake());
        threads.forEach(EmbeddingSaga::join);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work(boolean shortTexts) {
        while (running) {
            try {
                while (running && did(shortTexts)) {
                    log.debug("looking for more");
                }
            } catch (RuntimeException | Error e) {
                log.warn("embedding pauses: {}", e.toString());
            }
            try {
                wakeUps.await(shortTexts, settings.pollInterval());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// @return whether there was anything to do
    private boolean did(boolean shortTexts) {
        return shortTexts
                ? pending.embed(settings.batch(), SHORT_TEXT) > 0
                : pending.embed(settings.batch(), ClaimEmbeddings.ANY_LENGTH) > 0 || modelChange.doSome(() -> running);
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(LONGEST_STOP)) {
                log.warn("{} is left in the middle of its work", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
