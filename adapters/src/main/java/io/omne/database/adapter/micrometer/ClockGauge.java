package io.omne.database.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.database.api.ClockSkew;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// How far the clock of this machine is ahead of the database's, in seconds; NaN before the first measurement.
@Component
class ClockGauge implements MeterBinder {

    private final ClockSkew skew;

    ClockGauge(ClockSkew skew) {
        this.skew = skew;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("omne.clock.skew", this::seconds)
                .description("How far the clock of this machine is ahead of the database's")
                .baseUnit("seconds")
                .register(registry);
    }

    private double seconds() {
        return skew.latest().map(Duration::toMillis).map(it -> it / 1_000.0).orElse(Double.NaN);
    }
}
