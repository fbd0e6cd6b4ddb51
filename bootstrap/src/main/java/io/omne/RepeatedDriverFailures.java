package io.omne;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.omne.LoggedFailures.Failure;
import io.omne.database.adapter.postgres.FailureCauses;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.FailureClassifier.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/// Reduces repeated log lines of Axon, Reactor, the pools and the drivers. They log each failure with its stack trace,
/// up to thirty times a second. This filter keeps the first of a minute; for an outage, it logs one line without a
/// stack trace for each kind and library. The lines that it drops are logged at DEBUG, by this class.
@Component
class RepeatedDriverFailures extends TurboFilter implements InitializingBean, DisposableBean {

    private static final List<String> LIBRARIES = List.of(
            "org.axonframework.",
            "com.zaxxer.hikari.",
            "io.r2dbc.",
            "io.lettuce.",
            "reactor.core.", // failures that nobody waits for any more
            "org.springframework.transaction.",
            "com.github.kagkarlsson.");

    /// Logs each connection that was found dead, without an exception.
    private static final String HIKARI = "com.zaxxer.hikari.pool.PoolBase";

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedDriverFailures.class);

    private final FailureClassifier classifier;
    private final LoggedFailures logged = new LoggedFailures();

    RepeatedDriverFailures(FailureClassifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public void afterPropertiesSet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.addTurboFilter(this);
        }
    }

    @Override
    public void destroy() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String line,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (line == null
                || !level.isGreaterOrEqual(Level.INFO)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        // Logback also uses the last argument as the failure of the line.
        Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(arguments) : thrown;
        if (failure == null) {
            return logger.getName().equals(HIKARI) ? decide(logger, line, arguments) : FilterReply.NEUTRAL;
        }
        return LIBRARIES.stream()
                .filter(logger.getName()::startsWith)
                .findFirst()
                .map(library -> decide(library, logger, line, arguments, failure))
                .orElse(FilterReply.NEUTRAL);
    }

    private FilterReply decide(Logger logger, String line, @Nullable Object @Nullable [] arguments) {
        if (logged.isFirst(Failure.of(logger.getName(), line))) {
            return FilterReply.NEUTRAL;
        }
        log.atDebug().log(() -> logger.getName() + ": " + MessageFormatter.basicArrayFormat(line, arguments));
        return FilterReply.DENY;
    }

    private FilterReply decide(
            String library, Logger logger, String line, @Nullable Object @Nullable [] arguments, Throwable failure) {
        FailureKind kind = classifier.kindOf(failure);
        Throwable root = FailureCauses.of(failure).root();
        boolean first = logged.isFirst(
                kind.outage()
                        ? Failure.ofOutage(library, kind)
                        : Failure.of(logger.getName(), line, arguments, kind, root));
        if (first && !kind.outage()) {
            return FilterReply.NEUTRAL;
        }
        if (first) {
            log.warn(
                    "{}: {}",
                    logger.getName(),
                    root.toString().lines().findFirst().orElse(""));
        } else {
            log.debug("{}: {}", logger.getName(), line, failure);
        }
        return FilterReply.DENY;
    }
}
