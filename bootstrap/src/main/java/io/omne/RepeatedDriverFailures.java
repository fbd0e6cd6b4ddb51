package io.omne;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.FailureClassifier.FailureKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/// Axon, the pools and the drivers log each failure with its stack, up to thirty times a second. This leaves the
/// first of a minute; of an outage, one line without a stack for each kind and library. What it leaves out is logged
/// at DEBUG, by this class.
@Component
class RepeatedDriverFailures extends TurboFilter implements InitializingBean, DisposableBean {

    private static final List<String> LIBRARIES = List.of(
            "org.axonframework.", "com.zaxxer.hikari.", "io.r2dbc.", "io.lettuce.", "org.springframework.transaction.");

    /// Says of each connection that it was found dead, without an exception.
    private static final String HIKARI = "com.zaxxer.hikari.pool.PoolBase";

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /// So many failures are told from others by the arguments of their line. Those may never be the same twice.
    static final int MOST = 50;

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedDriverFailures.class);

    private final FailureClassifier classifier;
    private final Map<Failure, Long> logged = new HashMap<>();

    RepeatedDriverFailures(FailureClassifier classifier) {
        this.classifier = classifier;
    }

    /// What is logged once a minute.
    ///
    /// @param source a logger, or a library for an outage
    /// @param line its pattern
    /// @param arguments without exceptions: the name of the processor is among them
    /// @param place in the program
    private record Failure(
            String source,
            String line,
            List<String> arguments,
            @Nullable FailureKind kind,
            @Nullable StackTraceElement place) {

        Failure withoutArguments() {
            return new Failure(source, line, List.of(), kind, place);
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
        if (line == null
                || !level.isGreaterOrEqual(Level.INFO)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown == null ? last(arguments) : thrown;
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
        if (isFirst(new Failure(logger.getName(), line, List.of(), null, null))) {
            return FilterReply.NEUTRAL;
        }
        log.atDebug().log(() -> logger.getName() + ": " + MessageFormatter.basicArrayFormat(line, arguments));
        return FilterReply.DENY;
    }

    private FilterReply decide(
            String library, Logger logger, String line, @Nullable Object @Nullable [] arguments, Throwable failure) {
        FailureKind kind = classifier.kindOf(failure);
        Throwable root = root(failure);
        boolean first = isFirst(
                kind.outage()
                        ? new Failure(library, "", List.of(), kind, null)
                        : new Failure(logger.getName(), line, texts(arguments), kind, place(root)));
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

    /// Logback takes it for the line's failure too.
    private static @Nullable Throwable last(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    private static Throwable root(Throwable failure) {
        return DriverFailureClassifier.causes(failure).reduce(failure, (_, cause) -> cause);
    }

    private static List<String> texts(@Nullable Object @Nullable [] arguments) {
        return arguments == null
                ? List.of()
                : Stream.of(arguments)
                        .filter(argument -> !(argument instanceof Throwable))
                        .map(String::valueOf)
                        .toList();
    }

    /// The server's own, where there is one: what is deeper is the same for every statement.
    private static @Nullable StackTraceElement place(Throwable root) {
        StackTraceElement[] stack = root.getStackTrace();
        return Stream.of(stack)
                .filter(call -> call.getClassName().startsWith("io.omne."))
                .findFirst()
                .orElse(stack.length == 0 ? null : stack[0]);
    }

    private synchronized boolean isFirst(Failure failure) {
        long now = System.nanoTime();
        logged.values().removeIf(at -> now - at >= MINUTE);
        return logged.putIfAbsent(logged.size() < MOST ? failure : failure.withoutArguments(), now) == null;
    }
}
