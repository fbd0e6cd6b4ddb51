package io.omne.memory.application;

import io.omne.embedding.api.Embedder;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
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
/// memories, retries that became due and expired leases are found by polling.
@Component
@ProcessingGroup("embedding-saga")
class EmbeddingSaga implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EmbeddingSaga.class);

    private final CommandGateway commands;
    private final EmbeddingAttempt attempt;
    private final EmbeddingSettings settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Leases leases;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EmbeddingSaga(CommandGateway commands, Embedder embedder, EmbeddingSettings settings) {
        this.commands = commands;
        this.attempt = new EmbeddingAttempt(embedder);
        this.settings = settings;
        this.leases = new Leases(commands, settings, wakeUps::release);
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
        CurrentUnitOfWork.get().root().afterCommit(_ -> {
            if (wakeUps.availablePermits() < settings.workers()) {
                wakeUps.release();
            }
        });
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(Thread.ofPlatform().name("embedding-saga-" + i).start(this::work));
        }
        if (settings.workers() > 0) {
            leases.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        wakeUps.release(settings.workers());
        threads.forEach(EmbeddingSaga::join);
        threads.clear();
        leases.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                while (running && embedSome()) {
                    log.debug("looking for more");
                }
            } catch (RuntimeException | Error e) {
                log.warn("embedding pauses: {}", e.toString());
            }
            if (!awaitWork()) {
                return;
            }
        }
    }

    /// @return false when the thread was interrupted
    private boolean awaitWork() {
        try {
            boolean woken = wakeUps.tryAcquire(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("woken by {}", woken ? "an event" : "the clock");
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @return whether there was anything to embed
    private boolean embedSome() {
        List<Claim> claims = commands.<Claims>sendAndWait(new ClaimEmbeddings(settings.batch()))
                .all();
        leases.hold(claims);
        try {
            for (List<Claim> group : EmbeddingAttempt.groups(claims)) {
                if (!running) {
                    break;
                }
                commands.sendAndWait(new FinishEmbeddings(attempt.embed(group)));
                leases.letGo(group);
            }
            giveBack(leases.stillHeld(claims));
        } finally {
            leases.letGo(claims);
        }
        return !claims.isEmpty();
    }

    private void giveBack(List<Claim> rest) {
        if (!rest.isEmpty()) {
            commands.sendAndWait(new ReturnClaims(rest.stream().map(Claim::key).collect(Collectors.toSet())));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
