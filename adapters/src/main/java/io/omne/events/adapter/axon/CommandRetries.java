package io.omne.events.adapter.axon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.ExponentialBackOffIntervalRetryScheduler;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/// Dispatches a command again if it conflicted with another command on the same memory, or if its connection was
/// lost before it was committed.
final class CommandRetries implements RetryScheduler {

    /// Tries after the first. A command that still conflicts with others is then answered with 409.
    private static final int AFTER_CONFLICTS = 10;

    private static final int AFTER_LOST_CONNECTIONS = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ScheduledExecutorService executor;
    private final RetryScheduler afterConflicts;

    CommandRetries(ScheduledExecutorService executor) {
        this.executor = executor;
        this.afterConflicts = ExponentialBackOffIntervalRetryScheduler.builder()
                .retryExecutor(executor)
                .maxRetryCount(AFTER_CONFLICTS)
                .backoffFactor(2)
                .nonTransientFailurePredicate(failure -> !(failure instanceof ConcurrencyException))
                .build();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        return LostConnection.leftNothing(lastFailure)
                ? lost(failures) <= AFTER_LOST_CONNECTIONS && schedule(dispatch, failures.size())
                : afterConflicts.scheduleRetry(command, lastFailure, failures, dispatch);
    }

    private static long lost(List<Class<? extends Throwable>[]> failures) {
        return failures.stream()
                .filter(causes -> Stream.of(causes).noneMatch(ConcurrencyException.class::equals))
                .count();
    }

    private boolean schedule(Runnable dispatch, int tries) {
        try {
            Future<?> again =
                    executor.schedule(dispatch, PAUSE.multipliedBy(tries).toMillis(), TimeUnit.MILLISECONDS);
            return !again.isCancelled();
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
