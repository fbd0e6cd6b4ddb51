package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import io.omne.memory.application.modelchange.BacklogStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
public final class Leases implements LoopOwner {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    /// Empty is a claim of a pending memory; else it belongs to the change to that model.
    private final Map<Claim, Optional<IndexedModel>> held = new ConcurrentHashMap<>();

    /// Of those, what nobody works on any more.
    private final Set<Claim> toGiveBack = ConcurrentHashMap.newKeySet();

    private final RepeatedFailure renewal;
    private final RepeatedFailure giving;
    private final RepeatedFailure release;
    private final CommandGateway commands;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private final Duration third;
    private final Duration pause;
    private final Loop loop;
    private long renewed = System.nanoTime();

    Leases(
            CommandGateway commands,
            EmbeddingSettings settings,
            WakeUps wakeUps,
            FailureClassifier failures,
            Loops loops) {
        this.commands = commands;
        this.settings = settings;
        this.wakeUps = wakeUps;
        this.renewal = new RepeatedFailure(log, "leases are not renewed", failures);
        this.giving = new RepeatedFailure(log, "claims are not given back", failures);
        this.release = new RepeatedFailure(log, "expired claims are not released", failures);
        this.third = settings.lease().dividedBy(3);
        this.pause = third.compareTo(settings.pollInterval()) < 0 ? third : settings.pollInterval();
        this.loop = loops.loop(new LoopSettings(log, "embedding-leases", "leases are not kept", pause), this::keep);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    /// @param next the model that a change is to lead to, null for the embedding of pending memories
    public void hold(Collection<Claim> claims, @Nullable IndexedModel next) {
        claims.forEach(claim -> held.put(claim, Optional.ofNullable(next)));
    }

    /// These have their results.
    public void letGo(Collection<Claim> claims) {
        claims.forEach(held::remove);
    }

    /// Gives back those of the claims that are still held: now, or as soon as the database is there. Nobody counts it
    /// as a lost instance.
    public void giveBack(Collection<Claim> claims) {
        byModel(claims).forEach((next, some) -> {
            try {
                giveBack(next.orElse(null), some);
            } catch (RuntimeException e) {
                log.debug("claims are given back later", e);
            } finally {
                some.stream().filter(held::containsKey).forEach(toGiveBack::add);
            }
        });
    }

    private void giveBack(@Nullable IndexedModel next, List<Claim> claims) {
        Map<MemoryKey, Long> tokens = Claim.tokens(claims);
        Uninterruptibles.await(
                () -> commands.send(next == null ? new ReturnClaims(tokens) : new BacklogStep.GiveBack(next, tokens)));
        letGo(claims);
        claims.forEach(toGiveBack::remove);
    }

    private Map<Optional<IndexedModel>, List<Claim>> byModel(Collection<Claim> claims) {
        return claims.stream()
                .filter(held::containsKey)
                .collect(Collectors.groupingBy(claim -> held.getOrDefault(claim, Optional.empty())));
    }

    /// It outlives those who embed.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    private Duration keep() {
        if (System.nanoTime() - renewed >= third.toNanos() && renew()) {
            renewed = System.nanoTime();
        }
        giveBackRest(System.nanoTime() + pause.toNanos());
        if (settings.workers() > 0 && succeeds(release, this::releaseExpired)) {
            release.over();
        }
        return pause;
    }

    /// @return false if some were not
    private boolean renew() {
        boolean all = true;
        for (var some : byModel(held.keySet()).entrySet()) {
            all &= succeeds(renewal, () -> renew(some.getKey().orElse(null), Claim.tokens(some.getValue())));
        }
        if (all) {
            renewal.over();
        }
        return all;
    }

    private void renew(@Nullable IndexedModel next, Map<MemoryKey, Long> tokens) {
        commands.sendAndWait(next == null ? new RenewLeases(tokens) : new BacklogStep.Renew(next, tokens));
    }

    /// Each for itself, so that one that cannot be given back holds up no other; and in any order, as there may be no
    /// time for all of them.
    private void giveBackRest(long end) {
        toGiveBack.retainAll(held.keySet());
        var rest = new ArrayList<Claim>(toGiveBack);
        Collections.shuffle(rest);
        boolean all = true;
        for (Claim claim : rest) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            all &= succeeds(
                    giving, () -> byModel(List.of(claim)).forEach((next, some) -> giveBack(next.orElse(null), some)));
        }
        if (all) {
            giving.over();
        }
    }

    private void releaseExpired() {
        if (!wakeUps.mayFindExpired(pause)) {
            return;
        }
        int released = commands.sendAndWait(new ReleaseExpiredClaims(settings.batch()));
        if (released > 0) {
            wakeUps.wake();
        }
    }

    private static boolean succeeds(RepeatedFailure failure, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (!Thread.currentThread().isInterrupted()) {
                failure.occurred(e);
            }
            return false;
        }
    }
}
