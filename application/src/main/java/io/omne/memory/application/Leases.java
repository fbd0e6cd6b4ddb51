package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Renews, every third of a lease, what this instance is working on; gives back what it has not come to, as soon as
/// that can be recorded; and takes back what a lease ran out on, whoever held it.
@Component
class Leases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    /// Empty is a claim of a pending memory; else it belongs to the change to that model.
    private final Map<Claim, Optional<IndexedModel>> held = new ConcurrentHashMap<>();

    /// Of those, what nobody works on any more.
    private final Set<Claim> toGiveBack = ConcurrentHashMap.newKeySet();

    private final CommandGateway commands;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private volatile @Nullable Thread keeper;

    Leases(CommandGateway commands, EmbeddingSettings settings, WakeUps wakeUps) {
        this.commands = commands;
        this.settings = settings;
        this.wakeUps = wakeUps;
    }

    /// @param next the model that a change is to lead to, null for the embedding of pending memories
    void hold(Collection<Claim> claims, @Nullable IndexedModel next) {
        claims.forEach(claim -> held.put(claim, Optional.ofNullable(next)));
    }

    /// These have their results.
    void letGo(Collection<Claim> claims) {
        claims.forEach(held::remove);
    }

    /// Gives back those of the claims that are still held: now, or as soon as the database is there. Nobody counts it
    /// as a lost instance.
    void giveBack(Collection<Claim> claims) {
        claims.stream().filter(held::containsKey).forEach(toGiveBack::add);
        boolean interrupted = Thread.interrupted();
        try {
            giveBackAll();
        } catch (RuntimeException e) {
            log.debug("claims are given back later", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveBackAll() {
        List<Claim> some = List.copyOf(toGiveBack);
        byModel(some, (next, claims) -> {
            commands.sendAndWait(
                    next == null
                            ? new ReturnClaims(Claim.tokens(claims))
                            : new BacklogStep.GiveBack(next, Claim.tokens(claims)));
            letGo(claims);
            claims.forEach(toGiveBack::remove);
        });
    }

    private void byModel(Collection<Claim> claims, BiConsumer<@Nullable IndexedModel, List<Claim>> action) {
        var all = new HashMap<Optional<IndexedModel>, List<Claim>>(claims.stream()
                .filter(held::containsKey)
                .collect(Collectors.groupingBy(claim -> held.getOrDefault(claim, Optional.empty()))));
        all.forEach((next, some) -> action.accept(next.orElse(null), some));
    }

    @Override
    public void start() {
        keeper = Thread.ofVirtual().name("embedding-leases").start(this::keep);
    }

    @Override
    public void stop() {
        Thread current = keeper;
        keeper = null;
        if (current != null) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }

    /// It outlives those who embed.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    private void keep() {
        long third = settings.lease().dividedBy(3).toNanos();
        long pause = Math.min(third, settings.pollInterval().toNanos());
        long renewed = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(Duration.ofNanos(pause));
                giveBackAll();
                if (System.nanoTime() - renewed >= third) {
                    renew();
                    renewed = System.nanoTime();
                }
                if (settings.workers() > 0
                        && commands.<Integer>sendAndWait(new ReleaseExpiredClaims(settings.batch())) > 0) {
                    wakeUps.wake();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                log.warn("leases were not kept: {}", e.toString());
            }
        }
    }

    private void renew() {
        byModel(
                held.keySet(),
                (next, claims) -> commands.sendAndWait(
                        next == null
                                ? new RenewLeases(Claim.tokens(claims))
                                : new BacklogStep.Renew(next, Claim.tokens(claims))));
    }
}
