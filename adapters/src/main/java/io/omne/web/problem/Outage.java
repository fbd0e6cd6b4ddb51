package io.omne.web.problem;

import io.omne.database.adapter.postgres.FailureCauses;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Failures that end by themselves: something that the request needs is away, full or too slow.
enum Outage {
    READ_ONLY("PostgreSQL is read-only at present, and takes no writes"),
    DATABASE("PostgreSQL does not answer at present, or has more to do than it can"),
    IDENTITY_PROVIDER("The provider of the tokens' keys does not answer at present"),
    OTHER("Something that this request needs is away");

    private static final String TAKES_NO_WRITES = "25006";

    /// The classes of SQLState: no connection, resources used up, stopped by an operator or a timeout, system
    /// error.
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /// The session ended or its transaction took too long, or the server is read-only now.
    private static final Set<String> STATES = Set.of(TAKES_NO_WRITES, "25P03", "25P04");

    private final String sentence;

    Outage(String sentence) {
        this.sentence = sentence;
    }

    /// Describes the outage to the client, without a full stop.
    String sentence() {
        return sentence;
    }

    /// The outage that an exception shows, its causes aside; empty if the failure does not end by itself.
    static Optional<Outage> of(Throwable thrown) {
        return isOne(thrown) ? Optional.of(kind(thrown)) : Optional.empty();
    }

    private static Outage kind(Throwable thrown) {
        FailureCauses causes = FailureCauses.of(thrown);
        if (causes.haveState(TAKES_NO_WRITES)) {
            return READ_ONLY;
        }
        if (causes.areOfDatabase()) {
            return DATABASE;
        }
        return thrown instanceof AuthenticationServiceException ? IDENTITY_PROVIDER : OTHER;
    }

    /// Distinguishes the failures of an outage: the SQLState; the type of the root cause if PostgreSQL is not the
    /// cause; or an empty text if there is no connection to PostgreSQL, however that shows.
    static String reason(Throwable thrown) {
        FailureCauses causes = FailureCauses.of(thrown);
        return causes.deepestState()
                .map(state -> state.startsWith("08") || state.startsWith("57P") ? "" : state)
                .orElseGet(() ->
                        causes.areOfDatabase() ? "" : causes.root().getClass().getName());
    }

    private static boolean isOne(Throwable thrown) {
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
            // Spring Security throws it if the identity provider did not answer.
            case AuthenticationServiceException _ -> true;
            default -> hasOutageState(FailureCauses.state(thrown));
        };
    }

    private static boolean hasOutageState(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (STATES.contains(state) || CLASSES.contains(state.substring(0, 2)));
    }
}
