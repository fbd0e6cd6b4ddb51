package io.omne.memory.application.writing;

import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Forgets the keys of creations once they have expired, a batch at a time. Every instance does; they pass over
/// what another is at.
@Component
class ExpiredIdempotencyRecords implements LoopOwner {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;

    private static final LoopSettings SETTINGS = new LoopSettings(
            LoggerFactory.getLogger(ExpiredIdempotencyRecords.class),
            "expired-keys",
            "expired keys are not forgotten",
            PAUSE);

    private final IdempotencyRecords keys;
    private final Loop loop;

    ExpiredIdempotencyRecords(IdempotencyRecords keys, Loops loops) {
        this.keys = keys;
        this.loop = loops.loop(SETTINGS, this::forget);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    private Duration forget() {
        return keys.forgetExpired(BATCH) == BATCH ? Duration.ZERO : PAUSE;
    }
}
