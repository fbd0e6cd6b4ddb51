package io.omne.embedding.adapter.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.jobs.api.Jobs;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Notices users with many passages that are in no cluster, and requests their clusters.
@Component
class PassageGrowth {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_USERS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(PassageGrowth.class);

    private final JdbcOperations jdbc;
    private final Jobs jobs;
    private final Cache<Key, Boolean> seen = Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(MOST_USERS)
            .build();

    PassageGrowth(JdbcOperations jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    private record Key(int model, UserId owner) {}

    /// Looks once a minute for each user. Blocks, and joins the current transaction.
    void look(IndexedModel model, UserId owner) {
        if (isDue(model, owner)) {
            request(model, owner);
        }
    }

    /// Looks likewise, after the caller has gone on.
    void lookLater(IndexedModel model, UserId owner) {
        if (isDue(model, owner)) {
            Mono.fromRunnable(() -> request(model, owner))
                    .subscribeOn(Schedulers.boundedElastic())
                    .subscribe(null, failure -> log.debug("the passages of {} were not counted", owner, failure));
        }
    }

    private boolean isDue(IndexedModel model, UserId owner) {
        return seen.asMap().putIfAbsent(new Key(model.id(), owner), true) == null;
    }

    private void request(IndexedModel model, UserId owner) {
        if (hasMany(model, owner)) {
            jobs.request(ClusterPassages.KIND, owner.toString(), new ClusterPassages.Owner(owner.value()));
        }
    }

    private boolean hasMany(IndexedModel model, UserId owner) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select count(*) >= ? from (select from %s where user_id = ? and cluster is null limit ?) as rest"
                        .formatted(PassageTables.name(model)),
                Boolean.class,
                ClusterPassages.LEAST,
                owner.value(),
                ClusterPassages.LEAST));
    }
}
