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

/// Renews, every third of a lease, what this instance is working on, and gives back what a lease ran out
/// on, whoever held it.
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final CommandGateway commands;
    private final EmbeddingSettings settings;
    private final Runnable onRelease;
    private @Nullable Thread keeper;

    /// @param onRelease called when something was given back, and so is there to be claimed
    Leases(CommandGateway commands, EmbeddingSettings settings, Runnable onRelease) {
        this.commands = commands;
        this.settings = settings;
        this.onRelease = onRelease;
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

    void start() {
        keeper = Thread.ofVirtual().name("embedding-leases").start(this::keep);
    }

    void stop() {
        if (keeper != null) {
            keeper.interrupt();
        }
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
                if (commands.<Integer>sendAndWait(new ReleaseExpiredClaims(settings.batch())) > 0) {
                    onRelease.run();
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
