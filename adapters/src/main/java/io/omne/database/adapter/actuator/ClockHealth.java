package io.omne.database.adapter.actuator;

import io.omne.database.api.ClockSkew;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// The part `clock` of the server's health. A skewed clock makes times wrong and nothing else: `SKEWED` is a status
/// that Spring Boot does not rank, so the other parts determine the health of the server.
@Component("clockHealthIndicator")
class ClockHealth extends AbstractHealthIndicator {

    static final Status SKEWED = new Status("SKEWED");

    private final ClockSkew skew;

    ClockHealth(ClockSkew skew) {
        this.skew = skew;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        skew.latest().ifPresentOrElse(it -> show(it, health), health::up);
    }

    private static void show(Duration skew, Health.Builder health) {
        boolean isTolerated = skew.abs().compareTo(ClockSkew.TOLERATED) <= 0;
        health.status(isTolerated ? Status.UP : SKEWED).withDetail("skew_ms", skew.toMillis());
    }
}
