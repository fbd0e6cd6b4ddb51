package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Renews, every third of a lease, what this instance is working on, and gives back what a lease ran out
/// on, whoever held it.
@Component
class Leases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final CommandGateway commands;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private volatile @Nullable Thread keeper;

    Leases(CommandGateway commands, EmbeddingSettings settings, WakeUps wakeUps) {
        this.commands = commands;
        this.settings = settings;
        this.wakeUps = wakeUps;
    }

    void hold(Collection<Claim> claims) {
        held.addAll(claims);
    }

    void letGo(Collection<Claim> claims) {
        claims.forEach(held::remove);
    }

    List<Claim> stillHeld(Collection<Claim> claims) {
        return claims.stream().filter(held::contains).toList();
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
                if (System.nanoTime() - renewed >= third) {
                    renewed = System.nanoTime();
                    renew();
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
        Set<MemoryKey> keys = held.stream().map(Claim::key).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            commands.sendAndWait(new RenewLeases(keys));
        }
    }
}
