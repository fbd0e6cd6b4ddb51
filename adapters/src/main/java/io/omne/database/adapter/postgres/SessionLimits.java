package io.omne.database.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// The time limits for statements of a session, as they were before they were lifted.
///
/// @param networkTimeout the driver's time-out, in milliseconds
/// @param settings statements that restore the limits of PostgreSQL
record SessionLimits(int networkTimeout, String settings) {

    /// Lets PostgreSQL notice within a second that the client of a statement has gone.
    private static final String LIFT_LIMITS = """
            set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
            set client_connection_check_interval = '1s'""";

    /// Reads the limits as statements that restore them. `reset` would set the database's defaults instead.
    private static final String LIMITS = """
            select string_agg(format('set %s = %L', name, current_setting(name)), '; ')
            from (values ('statement_timeout'), ('idle_in_transaction_session_timeout'),
                ('client_connection_check_interval')) as limits (name)""";

    /// Lifts the limits of a session and of its driver.
    ///
    /// @return the limits before
    static SessionLimits lift(Connection connection) throws SQLException {
        var limits = new SessionLimits(connection.getNetworkTimeout(), settings(connection));
        execute(connection, LIFT_LIMITS);
        connection.setNetworkTimeout(Runnable::run, 0);
        return limits;
    }

    private static String settings(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(LIMITS)) {
            row.next();
            return row.getString(1);
        }
    }

    void applyToDriver(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }

    void applyToSession(Connection connection) throws SQLException {
        execute(connection, settings);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
