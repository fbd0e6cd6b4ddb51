package io.omne.database.application;

import io.omne.database.api.ClockSkew;
import io.omne.database.api.ClockSkewProbe;
import io.omne.database.api.DatabaseClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Measures the skew, and warns when it becomes too large. The error is at most half of the round trip to the
/// database.
@Component
class MeasuredClockSkew implements ClockSkew, ClockSkewProbe {

    private static final Logger log = LoggerFactory.getLogger(MeasuredClockSkew.class);

    private final Clock clock;
    private final DatabaseClock database;
    private volatile @Nullable Duration latest;

    MeasuredClockSkew(Clock clock, DatabaseClock database) {
        this.clock = clock;
        this.database = database;
    }

    @Override
    public Optional<Duration> latest() {
        return Optional.ofNullable(latest);
    }

    @Override
    public void measure() {
        Instant before = clock.instant();
        Instant there = database.now();
        Instant after = clock.instant();
        Duration skew = Duration.between(
                there, before.plus(Duration.between(before, after).dividedBy(2)));
        boolean wasTolerated = latest().map(MeasuredClockSkew::isTolerated).orElse(true);
        latest = skew;
        if (wasTolerated && !isTolerated(skew)) {
            log.warn(
                    "the clock of this machine is {} ms {} that of the database: the times of memories that are"
                            + " written here are wrong by as much",
                    skew.abs().toMillis(),
                    skew.isNegative() ? "behind" : "ahead of");
        }
        if (!wasTolerated && isTolerated(skew)) {
            log.info("the clock of this machine agrees with that of the database again");
        }
    }

    private static boolean isTolerated(Duration skew) {
        return skew.abs().compareTo(TOLERATED) <= 0;
    }
}
