package io.omne;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/// Axon, the pools and the drivers log each failure with its stack, up to thirty times a second. This leaves the
/// first of a minute; of a connection that is lost or refused, one line without a stack for each library. What it
/// leaves out is logged at DEBUG, by this class.
@Component
class RepeatedDriverFailures extends TurboFilter implements InitializingBean, DisposableBean {

    private static final List<String> LIBRARIES = List.of(
            "org.axonframework.", "com.zaxxer.hikari.", "io.r2dbc.", "io.lettuce.", "org.springframework.transaction.");

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int DEEPEST = 20;

    /// The classes of SQLState: no connection, resources used up, stopped by an operator; besides the time-outs of a
    /// session, and a server that takes no writes.
    private static final Set<String> LOST = Set.of("08", "53", "57P", "25P03", "25P04", ConnectionFailures.READ_ONLY);

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedDriverFailures.class);

    private final Map<Failure, Long> logged = new ConcurrentHashMap<>();

    /// Failures of the same place in the program, for the same reason.
    ///
    /// @param cause null for all in which a connection is lost or refused
    private record Failure(
            String logger,
            @Nullable String line,
            @Nullable Class<?> cause,
            @Nullable StackTraceElement place) {

        static Failure of(Logger logger, String line, Throwable root) {
            StackTraceElement[] stack = root.getStackTrace();
            return new Failure(logger.getName(), line, root.getClass(), stack.length == 0 ? null : stack[0]);
        }
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
        Throwable failure = thrown == null ? last(arguments) : thrown;
        if (failure == null || line == null || !level.isGreaterOrEqual(Level.INFO)) {
            return FilterReply.NEUTRAL;
        }
        return LIBRARIES.stream()
                .filter(logger.getName()::startsWith)
                .findFirst()
                .map(library -> decide(library, logger, line, failure))
                .orElse(FilterReply.NEUTRAL);
    }

    private FilterReply decide(String library, Logger logger, String line, Throwable failure) {
        Throwable root = causes(failure).reduce(failure, (_, cause) -> cause);
        boolean lost = causes(failure).anyMatch(RepeatedDriverFailures::isLostConnection);
        boolean first = isFirst(lost ? new Failure(library, null, null, null) : Failure.of(logger, line, root));
        if (first && !lost) {
            return FilterReply.NEUTRAL;
        }
        if (first) {
            log.warn("{} has lost a connection, or was refused one: {}", logger.getName(), root.toString());
        } else {
            log.debug("{}: {}", logger.getName(), line, failure);
        }
        return FilterReply.DENY;
    }

    /// Logback takes it for the line's failure too.
    private static @Nullable Throwable last(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    private static boolean isLostConnection(Throwable cause) {
        return switch (cause) {
            case SQLException e -> isLost(e.getSQLState());
            case R2dbcException e -> isLost(e.getSqlState());
            case IOException _, CannotCreateTransactionException _, DataAccessResourceFailureException _ -> true;
            case IllegalStateException e -> isUnopenedTransaction(e);
            default -> false;
        };
    }

    /// Where no transaction could be opened, Axon tries to roll it back, and throws why that cannot be instead.
    private static boolean isUnopenedTransaction(IllegalStateException failure) {
        return Stream.of(failure.getStackTrace())
                .anyMatch(call -> call.getMethodName().equals("attachTransaction")
                        && call.getClassName().startsWith("org.axonframework.messaging.unitofwork."));
    }

    /// What a server says has a state; a pool's own word that a connection is closed has none.
    private static boolean isLost(@Nullable String state) {
        return state == null || LOST.stream().anyMatch(state::startsWith);
    }

    private boolean isFirst(Failure failure) {
        long now = System.nanoTime();
        return logged.merge(failure, now, (before, _) -> now - before < MINUTE ? before : now) == now;
    }
}
