package io.omne.database.adapter.postgres;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.util.retry.Retry;

/// Repeats reads whose connection was lost, or that a standby cancelled because of a conflict with recovery. They
/// are repeated on another connection, because they change nothing.
public final class ReadRetry {

    /// Sessions that the server ended, and conflicts with recovery. The states of a server that is starting or has
    /// too many connections are not among them: a retry so soon would not help.
    private static final Set<String> STATES = Set.of("08003", "08006", "57P01", "57P02", "57P05", "25P03", "40001");

    private static final int MOST = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);

    public static final Retry RETRY =
            Retry.backoff(MOST, PAUSE).filter(ReadRetry::isOne).onRetryExhaustedThrow((_, last) -> last.failure());

    private ReadRetry() {}

    private static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException e && (hasLostState(e.getSqlState()) || isInvalid(e))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the pool found that a connection had just been closed. If a connection cannot be opened, the
    /// exception has a cause.
    private static boolean isInvalid(R2dbcException failure) {
        return failure instanceof R2dbcNonTransientResourceException
                && failure.getSqlState() == null
                && FailureCauses.of(failure).all().stream().noneMatch(ReadRetry::isNotOpened);
    }

    private static boolean isNotOpened(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
    }

    private static boolean hasLostState(@Nullable String state) {
        return state != null && STATES.contains(state);
    }
}
