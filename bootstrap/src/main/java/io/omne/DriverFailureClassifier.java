package io.omne;

import io.omne.jobs.api.FailureClassifier;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/// Classifies by the SQLState where a server has given one, else by the types of the exceptions in the chain.
@Component
final class DriverFailureClassifier implements FailureClassifier {

    /// However it shows: each library has exceptions of its own for it.
    private static final FailureKind NO_CONNECTION = new FailureKind("no connection", true);

    /// Classes of SQLState and SQLStates: the connection or the session has ended, or was refused.
    private static final Set<String> LOST = Set.of("08", "57P", "25P03", "25P04");

    /// Classes of SQLState and SQLStates: login refused, transaction rolled back for another one, resources used up,
    /// stopped by an operator or a time-out, system error, read-only.
    private static final Set<String> OUTAGE = Set.of("28", "40", "53", "57", "58", ConnectionFailures.READ_ONLY);

    private static final Set<String> NETWORK = Set.of("java.net", "java.nio.channels", "javax.net.ssl");

    private static final int DEEPEST = 20;

    @Override
    public FailureKind kindOf(Throwable failure) {
        List<Throwable> causes = causes(failure).toList();
        if (causes.stream().anyMatch(ConcurrencyException.class::isInstance)) {
            return new FailureKind("concurrent change", true);
        }
        String root = causes.getLast().getClass().getName();
        return causes.stream()
                .map(DriverFailureClassifier::state)
                .filter(Objects::nonNull)
                .reduce((_, deeper) -> deeper)
                .map(state -> kindOf(root, state))
                .orElseGet(() -> causes.stream().anyMatch(DriverFailureClassifier::isLostConnection)
                        ? NO_CONNECTION
                        : new FailureKind(root, false));
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    private static FailureKind kindOf(String root, String state) {
        if (LOST.stream().anyMatch(state::startsWith)) {
            return NO_CONNECTION;
        }
        return OUTAGE.stream().anyMatch(state::startsWith)
                ? new FailureKind(state, true)
                : new FailureKind(root + " " + state, false);
    }

    private static @Nullable String state(Throwable cause) {
        return switch (cause) {
            case SQLException e -> e.getSQLState();
            case R2dbcException e -> e.getSqlState();
            default -> null;
        };
    }

    /// A pool's own word that a connection is closed is an `SQLException` without a state.
    private static boolean isLostConnection(Throwable cause) {
        return switch (cause) {
            case SQLException _,
                    R2dbcNonTransientResourceException _,
                    R2dbcTransientResourceException _,
                    R2dbcTimeoutException _,
                    DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _,
                    TransactionTimedOutException _,
                    TimeoutException _ -> true;
            case IOException e -> isOfNetwork(e);
            case IllegalStateException e -> isUnopenedTransaction(e);
            default -> false;
        };
    }

    /// Jackson's exceptions and those of files are `IOException`s too.
    private static boolean isOfNetwork(IOException failure) {
        String origin = failure.getClass().getPackageName();
        return failure.getClass() == IOException.class
                || failure instanceof EOFException
                || failure instanceof InterruptedIOException
                || NETWORK.contains(origin)
                || origin.startsWith("io.netty.");
    }

    /// Where no transaction could be opened, Axon tries to roll it back, and throws why that cannot be instead.
    private static boolean isUnopenedTransaction(IllegalStateException failure) {
        return Stream.of(failure.getStackTrace())
                .anyMatch(call -> call.getMethodName().equals("attachTransaction")
                        && call.getClassName().startsWith("org.axonframework.messaging.unitofwork."));
    }
}
