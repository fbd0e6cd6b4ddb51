package io.omne;

import io.omne.DatabaseMonitor.Report;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/// The part `db` of the server's health and readiness: the last state that the monitor saw. It uses no connection,
/// so neither a busy pool nor a dead connection makes a working server appear down.
final class DatabaseHealth extends AbstractHealthIndicator {

    private final DatabaseMonitor monitor;

    DatabaseHealth(DatabaseMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Report report = monitor.report();
        switch (report.state()) {
            case WRITABLE -> health.up();
            case READ_ONLY ->
                health.outOfService()
                        .withDetail(
                                "reason",
                                "PostgreSQL is read-only: it is a standby, or default_transaction_read_only is on.");
            case UNREACHABLE -> health.down().withDetail("reason", "PostgreSQL does not answer.");
        }
        health.withDetail("since", report.since().toString());
    }
}
