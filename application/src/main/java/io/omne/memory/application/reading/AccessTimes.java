package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Memories;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Collects the times at which memories were read and writes them once a second, so that a thousand reads of one
/// memory are one update. A crash loses the times of the last second.
@Component
public final class AccessTimes implements LoopOwner {

    static final Duration PAUSE = Duration.ofSeconds(1);

    /// The most memories in one round. Further reads are not recorded, to spare the database.
    static final int MOST = 100_000;

    private static final Logger log = LoggerFactory.getLogger(AccessTimes.class);

    private static final LoopSettings SETTINGS = new LoopSettings(log, "access-times", "reads are noted later", PAUSE)
            .stoppingWithin(Duration.ofSeconds(2), Duration.ofSeconds(1));

    private final ConcurrentMap<MemoryKey, Instant> latest = new ConcurrentHashMap<>();
    private final Memories memories;
    private final MemoryCache cache;
    private final Loop loop;

    public AccessTimes(Memories memories, MemoryCache cache, Loops loops) {
        this.memories = memories;
        this.cache = cache;
        this.loop = loops.loop(SETTINGS, this::write);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    public void record(MemoryKey key, Instant at) {
        if (latest.size() < MOST) {
            latest.put(key, at);
        }
    }

    /// Also writes the times that are left after the last round.
    @Override
    public void stop() {
        loop.stop();
        try {
            write();
        } catch (RuntimeException | Error e) {
            log.warn("the last reads are not noted: {}", e.toString());
        }
    }

    /// Stops after the web server, so that the last reads are recorded too.
    @Override
    public int getPhase() {
        return 0;
    }

    private Duration write() {
        var batch = new HashMap<MemoryKey, Instant>();
        for (Map.Entry<MemoryKey, Instant> entry : latest.entrySet()) {
            if (latest.remove(entry.getKey(), entry.getValue())) {
                batch.put(entry.getKey(), entry.getValue());
            }
        }
        if (batch.isEmpty()) {
            return PAUSE;
        }
        Set<UserId> owners = batch.keySet().stream().map(MemoryKey::owner).collect(Collectors.toSet());
        MemoryCache.Invalidation invalidation = cache.invalidate(Set.of(), owners);
        invalidation.await();
        try {
            memories.recordAccess(batch);
        } catch (RuntimeException | Error e) {
            batch.forEach(latest::putIfAbsent);
            throw e;
        } finally {
            invalidation.end();
        }
        return PAUSE;
    }
}
