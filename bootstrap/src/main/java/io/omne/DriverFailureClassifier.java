package io.omne;

import io.omne.database.adapter.postgres.FailureCauses;
import io.omne.jobs.api.FailureClassifier;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/// Classifies by the SQLState if a server has given one, else by the types of the exceptions in the chain.
@Component
final class DriverFailureClassifier implements FailureClassifier {

    /// One kind for all libraries: each library has its own exceptions for a lost connection.
    private static final FailureKind NO_CONNECTION = new FailureKind("no connection", true);

    /// Classes of SQLState and SQLStates: the connection or the session has ended, or was refused.
    private static final Set<String> LOST = Set.of("08", "57P", "25P03", "25P04");

    /// Classes of SQLState and SQLStates: login refused, transaction rolled back for another one, resources used
    /// up, stopped by an operator or a time-out, system error, read-only.
    private static final Set<String> OUTAGE = Set.of("28", "40", "53", "57", "58", ConnectionFailures.READ_ONLY);

    private static final Set<String> NETWORK = Set.of("java.net", "java.nio.channels", "javax.net.ssl");

    @Override
    public FailureKind kindOf(Throwable failure) {
        FailureCauses causes = FailureCauses.of(failure);
        if (causes.all().stream().anyMatch(ConcurrencyException.class::isInstance)) {
            return new FailureKind("concurrent change", true);
        }
        String root = causes.root().getClass().getName();
        return causes.deepestState()
                .map(state -> kindOf(root, state))
                .orElseGet(() -> causes.all().stream().anyMatch(DriverFailureClassifier::isLostConnection)
                        ? NO_CONNECTION
                        : new FailureKind(root, false));
    }

    private static FailureKind kindOf(String root, String state) {
        if (LOST.stream().anyMatch(state::startsWith)) {
            return NO_CONNECTION;
        }
        return OUTAGE.stream().anyMatch(state::startsWith)
                ? new FailureKind(state, true)
                : new FailureKind(root + " " + state, false);
    }

    /// A pool reports a closed connection as an `SQLException` without an SQLState.
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

    /// If no transaction could be opened, Axon tries to roll it back, and throws the failure of the rollback
    /// instead.
    private static boolean isUnopenedTransaction(IllegalStateException failure) {
        return Stream.of(failure.getStackTrace())
                .anyMatch(call -> call.getMethodName().equals("attachTransaction")
                        && call.getClassName().startsWith("org.axonframework.messaging.unitofwork."));
    }
}
