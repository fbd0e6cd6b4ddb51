package io.omne.events.adapter.axon;

import io.omne.events.api.OutcomeUnknown;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Whether work on a JDBC connection failed because the connection was lost.
public final class LostConnection {

    private static final int MOST = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /// Repeats reads on another connection, as {@link io.omne.database.adapter.postgres.ReadRetry} does for reads
    /// that do not block.
    public static final RetryTemplate RETRY = new RetryTemplate(RetryPolicy.builder()
            .predicate(LostConnection::leftNothing)
            .maxRetries(MOST)
            .delay(PAUSE)
            .multiplier(2)
            .build());

    private static final Set<String> SESSION_ENDED = Set.of("25P03", "25P04", "57P01", "57P02", "57P05");

    private static final String READ_ONLY = "25006";

    private LostConnection() {}

    static boolean isCauseOf(Throwable failure) {
        return causes(failure).anyMatch(LostConnection::isOne);
    }

    /// Whether the failed work left nothing in the database, so that it may be repeated. A transaction whose
    /// session ended is rolled back, unless it was being committed. Work that got no connection is not repeated: it
    /// has already waited for one.
    public static boolean leftNothing(Throwable failure) {
        return isCauseOf(failure)
                && causes(failure)
                        .noneMatch(it -> it instanceof OutcomeUnknown
                                || it instanceof CannotCreateTransactionException
                                || it instanceof CannotGetJdbcConnectionException);
    }

    /// Whether the server is read-only now.
    static boolean isReadOnly(Throwable failure) {
        return causes(failure).anyMatch(it -> it instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState()));
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof BrokenConnection
                || (cause instanceof SQLException sql && hasLostState(sql.getSQLState()));
    }

    private static boolean hasLostState(@Nullable String state) {
        return state != null && (state.startsWith("08") || SESSION_ENDED.contains(state));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
