package io.omne.embedding.application.claims;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.TextQueue;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.jobs.api.RepeatedFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Renews the claims that this instance works on after every third of a lease. Gives back the claims that were not
/// embedded, as soon as that can be recorded.
@Component
final class Leases implements LoopOwner {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    /// Those of the held claims that no thread works on any more.
    private final Set<Held> toGiveBack = ConcurrentHashMap.newKeySet();

    private final RepeatedFailure renewal;
    private final RepeatedFailure giving;
    private final Duration third;
    private final Duration pause;
    private final Loop loop;
    private long renewed = System.nanoTime();

    Leases(EmbeddingSettings settings, FailureClassifier failures, Loops loops) {
        this.renewal = new RepeatedFailure(log, "leases are not renewed", failures);
        this.giving = new RepeatedFailure(log, "claims are not given back", failures);
        this.third = settings.lease().dividedBy(3);
        this.pause = third.compareTo(settings.pollInterval()) < 0 ? third : settings.pollInterval();
        this.loop = loops.loop(new LoopSettings(log, "embedding-leases", "leases are not kept", pause), this::keep);
    }

    private record Holder(TextQueue queue, IndexedModel model) {}

    private record Held(Holder by, Claim claim) {}

    @Override
    public Loop loop() {
        return loop;
    }

    void add(TextQueue queue, Claims claims) {
        held(queue, claims.model(), claims.all()).forEach(held::add);
    }

    /// Removes claims that have their results.
    void remove(TextQueue queue, IndexedModel model, Collection<Claim> claims) {
        held(queue, model, claims).forEach(held::remove);
    }

    private static Stream<Held> held(TextQueue queue, IndexedModel model, Collection<Claim> claims) {
        var by = new Holder(queue, model);
        return claims.stream().map(claim -> new Held(by, claim));
    }

    /// Gives back those of the claims that have no result yet: now, or as soon as the database is available. It
    /// does not count as a lost instance.
    void giveBack(TextQueue queue, Claims claims) {
        List<Held> rest =
                held(queue, claims.model(), claims.all()).filter(held::contains).toList();
        if (rest.isEmpty()) {
            return;
        }
        try {
            giveBack(rest);
        } catch (RuntimeException e) {
            log.debug("claims are given back later", e);
        } finally {
            rest.stream().filter(held::contains).forEach(toGiveBack::add);
        }
    }

    /// @param claims all of the same holder
    private void giveBack(List<Held> claims) {
        Holder by = claims.getFirst().by();
        by.queue().giveBack(by.model(), Claim.tokens(claims(claims)));
        claims.forEach(held::remove);
        claims.forEach(toGiveBack::remove);
    }

    private static List<Claim> claims(List<Held> held) {
        return held.stream().map(Held::claim).toList();
    }

    /// Stops after the workers.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    private Duration keep() {
        if (System.nanoTime() - renewed >= third.toNanos() && renew()) {
            renewed = System.nanoTime();
        }
        giveBackRest(System.nanoTime() + pause.toNanos());
        return pause;
    }

    /// @return false if some claims were not renewed
    private boolean renew() {
        Map<Holder, List<Held>> all = held.stream().collect(Collectors.groupingBy(Held::by));
        boolean renewedAll = true;
        for (var some : all.entrySet()) {
            Holder by = some.getKey();
            renewedAll &= succeeds(renewal, () -> by.queue().renew(by.model(), Claim.tokens(claims(some.getValue()))));
        }
        if (renewedAll) {
            renewal.over();
        }
        return renewedAll;
    }

    /// Gives back each claim separately, so that one failure does not prevent the others. The order is random,
    /// because there may not be enough time for all of them.
    private void giveBackRest(long end) {
        toGiveBack.retainAll(held);
        var rest = new ArrayList<Held>(toGiveBack);
        Collections.shuffle(rest);
        boolean all = true;
        for (Held claim : rest) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            all &= succeeds(giving, () -> giveBack(List.of(claim)));
        }
        if (all) {
            giving.over();
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
