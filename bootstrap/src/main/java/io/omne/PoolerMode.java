package io.omne;

import io.omne.validation.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;

/// Whether two connections have a session of PostgreSQL each, as they have unless a pooler in front of it gives
/// a session to each transaction, or each statement. Omne needs sessions: locks, time-outs and prepared
/// statements belong to them.
final class PoolerMode {

    static final String SENTENCE = "a pooler in front of PostgreSQL gives sessions to transactions or statements;"
            + " Omne needs one for each connection: use session mode (in PgBouncer: pool_mode = session),"
            + " or name PostgreSQL itself in DATABASE_URL.";

    /// The defaults of the database may let nothing be answered. For the transaction alone: behind a pooler the session
    /// is another client's next.
    private static final String LIMITS = "set local statement_timeout = '5s'; set local jit = off";

    /// Other clients of the pooler may take the session that gives it away.
    private static final int TRIES = 10;

    private PoolerMode() {}

    /// Neither connection has a transaction under way, before and after.
    ///
    /// @throws CannotStart where both meet in a session, or one of them has several
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
