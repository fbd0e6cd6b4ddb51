package io.omne.jobs.adapter.postgres;

import io.omne.database.adapter.postgres.FailureCauses;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Explains why a job ended without an outcome.
final class JobFailure {

    /// The beginnings of SQLSTATEs: the connection or the session was lost, no connection is free, or the database
    /// is read-only.
    private static final List<String> PASSES = List.of("08", "57P", "25P03", "25P04", "25006", "53300");

    private JobFailure() {}

    /// Whether the job can be done later, when PostgreSQL is back.
    static boolean passes(Throwable failure) {
        FailureCauses causes = FailureCauses.of(failure);
        return causes.deepestState()
                .map(state -> PASSES.stream().anyMatch(state::startsWith))
                .orElseGet(() -> causes.all().stream().anyMatch(JobFailure::isOutage));
    }

    /// Of an exception without a SQLSTATE. A pool reports a closed connection by a plain `SQLException`.
    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransientDataAccessException;
    }

    /// The reason for administrators, without statements and values.
    static String sentence(Throwable failure) {
        return switch (FailureCauses.of(failure).deepestState().orElse("")) {
            case "53100" -> "PostgreSQL has no space left on its disk.";
            case "42501" -> "The user of DATABASE_URL may not create a schema in this database.";
            default -> "It came to a fault that the server's log describes.";
        };
    }
}
