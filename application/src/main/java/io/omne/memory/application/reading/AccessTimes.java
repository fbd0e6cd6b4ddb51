package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Memories;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// When memories were last read, written once a second for all of them: a thousand reads of one memory are one
/// update. A crash loses the last second's.
@Component
public class AccessTimes implements SmartLifecycle {

    static final Duration PAUSE = Duration.ofSeconds(1);

    /// Past this many memories a second the database has better things to do than to note every read.
    static final int MOST = 100_000;

    private static final Logger log = LoggerFactory.getLogger(AccessTimes.class);

    private final ConcurrentMap<MemoryKey, Instant> latest = new ConcurrentHashMap<>();
    private final Memories memories;
    private final MemoryCache cache;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("accesses").daemon().factory());
    private final RepeatedFailure failure;
    private volatile @Nullable Future<?> writing;

    public AccessTimes(Memories memories, MemoryCache cache, FailureClassifier failures) {
        this.memories = memories;
        this.cache = cache;
        this.failure = new RepeatedFailure(log, "reads are noted later", failures);
    }

    public void record(MemoryKey key, Instant at) {
        if (latest.size() < MOST) {
            latest.put(key, at);
        }
    }

    @Override
    public void start() {
        writing = clock.scheduleWithFixedDelay(this::write, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        clock.shutdown();
        writing = null;
        write();
    }

    /// After the web server: what it still answers is noted too.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return writing != null;
    }

    private void write() {
        var batch = new HashMap<MemoryKey, Instant>();
        for (Map.Entry<MemoryKey, Instant> entry : latest.entrySet()) {
            if (latest.remove(entry.getKey(), entry.getValue())) {
                batch.put(entry.getKey(), entry.getValue());
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        Set<UserId> owners = batch.keySet().stream().map(MemoryKey::owner).collect(Collectors.toSet());
        MemoryCache.Invalidation invalidation = cache.invalidate(Set.of(), owners);
        try {
            memories.recordAccess(batch);
            failure.over();
        } catch (RuntimeException | Error e) {
            failure.occurred(e);
            batch.forEach(latest::putIfAbsent);
        } finally {
            invalidation.end();
        }
    }
}
