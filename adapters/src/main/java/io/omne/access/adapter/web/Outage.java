package io.omne.access.adapter.web;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Failures that pass by themselves: what the request needed was away, full or too slow.
final class Outage {

    /// The classes of SQLState: no connection, resources used up, stopped by an operator or a timeout, system
    /// error.
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /// The session ended or its transaction took too long, or the server takes no writes now.
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04");

    private Outage() {}

    static boolean isOne(Throwable thrown) {
        return switch (thrown) {
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    CannotCreateTransactionException _,
                    TransactionSystemException _,
                    R2dbcNonTransientResourceException _,
                    R2dbcTransientResourceException _,
                    R2dbcTimeoutException _,
                    SQLTransientException _,
                    SQLNonTransientConnectionException _,
                    SQLRecoverableException _ -> true;
            // Spring Security's word for an identity provider that did not answer.
            case AuthenticationServiceException _ -> true;
            case SQLException e -> hasOutageState(e.getSQLState());
            case R2dbcException e -> hasOutageState(e.getSqlState());
            default -> false;
        };
    }

    private static boolean hasOutageState(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (STATES.contains(state) || CLASSES.contains(state.substring(0, 2)));
    }
}
