package io.omne.memory.application;

import io.omne.embedding.Vector;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /// A group of claims is embedded and finished together: small enough to be done soon, large enough to
    /// share the transaction.
    private static final int CHARACTERS_A_GROUP = 8_000;

    private static final Logger log = LoggerFactory.getLogger(EmbeddingSaga.class);

    private final CommandGateway commands;
    private final Embedder embedder;
    private final EmbeddingSettings settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EmbeddingSaga(CommandGateway commands, Embedder embedder, EmbeddingSettings settings) {
        this.commands = commands;
        this.embedder = embedder;
        this.settings = settings;
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
            threads.add(Thread.ofVirtual().name("embedding-leases").start(this::keepLeases));
        }
    }

    @Override
    public void stop() {
        running = false;
        wakeUps.release(settings.workers());
        for (Thread thread : threads) {
            if (thread.isVirtual()) {
                thread.interrupt();
            }
            join(thread);
        }
        threads.clear();
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
        held.addAll(claims);
        try {
            for (List<Claim> group : grouped(claims)) {
                if (!running) {
                    break;
                }
                commands.sendAndWait(new FinishEmbeddings(embed(group)));
                group.forEach(held::remove);
            }
            giveBack(claims.stream().filter(held::contains).toList());
        } finally {
            claims.forEach(held::remove);
        }
        return !claims.isEmpty();
    }

    private void giveBack(List<Claim> rest) {
        if (!rest.isEmpty()) {
            commands.sendAndWait(new ReturnClaims(rest.stream().map(Claim::key).collect(Collectors.toSet())));
        }
    }

    private static List<List<Claim>> grouped(List<Claim> claims) {
        var groups = new ArrayList<List<Claim>>();
        var group = new ArrayList<Claim>();
        int characters = 0;
        for (Claim claim : claims) {
            int length = claim.text().length();
            if (!group.isEmpty() && characters + length > CHARACTERS_A_GROUP) {
                groups.add(List.copyOf(group));
                group.clear();
                characters = 0;
            }
            group.add(claim);
            characters += length;
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }

    /// A group that fails is tried one by one, so that a text the model cannot take costs nobody else an
    /// attempt.
    private List<Result> embed(List<Claim> group) {
        try {
            return embedTogether(group);
        } catch (EmbeddingUnavailable e) {
            return group.stream().map(this::embedAlone).toList();
        }
    }

    private List<Result> embedTogether(List<Claim> group) {
        List<List<Vector>> vectors =
                embedder.embed(group.stream().map(Claim::text).toList());
        var results = new ArrayList<Result>(group.size());
        for (int i = 0; i < group.size(); i++) {
            Claim claim = group.get(i);
            results.add(new Result.Embedded(claim.key(), claim.revision(), embedder.model(), vectors.get(i)));
        }
        return results;
    }

    private Result embedAlone(Claim claim) {
        try {
            return embedTogether(List.of(claim)).getFirst();
        } catch (EmbeddingUnavailable e) {
            log.warn("{} was not embedded: {}", claim.key().id(), e.getMessage(), e);
            return new Result.Failed(
                    claim.key(),
                    claim.revision(),
                    new EmbeddingFailure("model_unavailable", "The embedding model gave no answer."));
        }
    }

    private void keepLeases() {
        long pause = Math.min(
                settings.lease().dividedBy(3).toMillis(),
                settings.pollInterval().toMillis());
        long renewed = System.nanoTime();
        while (running) {
            try {
                Thread.sleep(pause);
                if (System.nanoTime() - renewed > settings.lease().dividedBy(3).toNanos()) {
                    renewed = System.nanoTime();
                    renewHeld();
                }
                if (commands.<Integer>sendAndWait(new ReleaseExpiredClaims(settings.batch())) > 0) {
                    wakeUps.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                log.warn("leases were not kept: {}", e.toString());
            }
        }
    }

    private void renewHeld() {
        Set<MemoryKey> keys = held.stream().map(Claim::key).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            commands.sendAndWait(new RenewLeases(keys));
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
