package io.omne;

import io.omne.database.api.ClockSkewProbe;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Measures the clock skew at the start and every minute.
@Component
class ClockSkewMeasurement implements LoopOwner {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final LoopSettings SETTINGS = new LoopSettings(
            LoggerFactory.getLogger(ClockSkewMeasurement.class),
            "clock-skew",
            "the clock of the database cannot be read",
            PAUSE);

    private final Loop loop;

    ClockSkewMeasurement(ClockSkewProbe skew, Loops loops) {
        this.loop = loops.loop(SETTINGS, () -> {
            skew.measure();
            return PAUSE;
        });
    }

    @Override
    public Loop loop() {
        return loop;
    }
}
