package io.omne.memory.application.embedding;

import io.omne.embedding.api.EmbeddingSettings;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Releases memories whose lease has expired, whichever instance has claimed them.
@Component
final class ExpiredClaims implements LoopOwner {

    private static final Logger log = LoggerFactory.getLogger(ExpiredClaims.class);

    private final CommandGateway commands;
    private final EmbeddingSettings settings;
    private final WakeUps wakeUps;
    private final Duration pause;
    private final Loop loop;

    ExpiredClaims(CommandGateway commands, EmbeddingSettings settings, WakeUps wakeUps, Loops loops) {
        this.commands = commands;
        this.settings = settings;
        this.wakeUps = wakeUps;
        Duration third = settings.lease().dividedBy(3);
        this.pause = third.compareTo(settings.pollInterval()) < 0 ? third : settings.pollInterval();
        this.loop = loops.loop(
                new LoopSettings(log, "embedding-expired-claims", "expired claims are not released", pause),
                this::release);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.workers() > 0;
    }

    /// Stops after the workers.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    private Duration release() {
        if (wakeUps.mayFindExpired(pause)) {
            int released = commands.sendAndWait(new ReleaseExpiredClaims(settings.batch()));
            if (released > 0) {
                wakeUps.wake();
            }
        }
        return pause;
    }
}
