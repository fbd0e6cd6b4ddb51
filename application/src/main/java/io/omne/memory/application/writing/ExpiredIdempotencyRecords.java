package io.omne.memory.application.writing;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Forgets the keys of creations once they have expired, a batch at a time. Every instance does; they pass over
/// what another is at.
@Component
class ExpiredIdempotencyRecords implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ExpiredIdempotencyRecords.class);

    private final IdempotencyRecords keys;
    private final FailureClassifier failures;
    private @Nullable Thread thread;
    private volatile boolean running;

    ExpiredIdempotencyRecords(IdempotencyRecords keys, FailureClassifier failures) {
        this.keys = keys;
        this.failures = failures;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("expired-keys").start(this::keep);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keep() {
        var failure = new RepeatedFailure(log, "expired keys are not forgotten", failures);
        while (running) {
            try {
                boolean more = true;
                while (running && more) {
                    more = keys.forgetExpired(BATCH) == BATCH;
                    failure.over();
                }
            } catch (RuntimeException | Error e) {
                if (running) {
                    failure.occurred(e);
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
