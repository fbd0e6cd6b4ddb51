package io.omne;

import io.omne.validation.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;

/// Checks that two connections have one PostgreSQL session each. A pooler that gives a session to each transaction,
/// or to each statement, breaks this. Omne needs sessions: locks, time-outs and prepared statements belong to them.
final class PoolerMode {

    static final String SENTENCE = "a pooler in front of PostgreSQL gives sessions to transactions or statements;"
            + " Omne needs one for each connection: use session mode (in PgBouncer: pool_mode = session),"
            + " or name PostgreSQL itself in DATABASE_URL.";

    /// With the defaults of the database, a statement might never be answered. The limits apply to the transaction
    /// only: behind a pooler, the session may serve another client next.
    private static final String LIMITS = "set local statement_timeout = '5s'; set local jit = off";

    /// Several tries, because other clients of the pooler may be using the session that both connections would
    /// share.
    private static final int TRIES = 10;

    private PoolerMode() {}

    /// Neither connection has a running transaction, before and after.
    ///
    /// @throws CannotStart if both connections use the same session, or one of them uses several
    static void check(Connection one, Connection other) throws SQLException {
        one.setAutoCommit(false);
        other.setAutoCommit(false);
        int session = session(one);
        one.rollback();
        for (int i = 0; i < TRIES; i++) {
            boolean met = session(other) == session;
            if (met || session(one) != session) {
                throw new CannotStart(SENTENCE);
            }
            one.rollback();
            other.rollback();
        }
        one.setAutoCommit(true);
        other.setAutoCommit(true);
    }

    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LIMITS);
            try (var row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
