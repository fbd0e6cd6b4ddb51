package io.omne;

import io.omne.validation.CannotStart;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Checks that Omne can use a database.
final class PostgresCheck {

    private static final int POSTGRESQL = 15;
    private static final String PGVECTOR = "0.8";

    /// With the defaults of the database, a statement might never be answered.
    private static final String LIMITS = "set statement_timeout = '5s'; set lock_timeout = 0; set jit = off";

    private static final String SERVER = """
            select current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),
                current_setting('transaction_read_only')::boolean, pg_is_in_recovery(), current_schema() is null""";

    private static final String EXTENSION = """
            select string_to_array(coalesce(installed_version, default_version), '.')::int[]
                >= string_to_array('%s', '.')::int[]
            from pg_available_extensions where name = 'vector'""".formatted(PGVECTOR);

    private static final String HIDDEN = """
            select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
            where e.extname = 'vector' and n.nspname <> all (current_schemas(false))""";

    private PostgresCheck() {}

    /// @param connection must be closed afterwards, because this check sets limits of its session
    /// @throws CannotStart if something must be changed first
    /// @throws SQLException if the connection cannot be used, or the database is read-only
    static void check(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LIMITS);
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SERVER)) {
            row.next();
            if (row.getInt(1) < POSTGRESQL) {
                throw new CannotStart(
                        "PostgreSQL %d or newer is needed, and this is %d.".formatted(POSTGRESQL, row.getInt(1)));
            }
            if (!"UTF8".equals(row.getString(2))) {
                throw new CannotStart(("this database has the encoding %s, and UTF8 is needed: make another"
                                + " (`create database … encoding 'UTF8' template template0`).")
                        .formatted(row.getString(2)));
            }
            if (row.getBoolean(3)) {
                throw new SQLException(
                        row.getBoolean(4)
                                ? "it is a standby."
                                : "default_transaction_read_only is on for this user or database.",
                        "25006");
            }
            if (row.getBoolean(5)) {
                throw new CannotStart("the search_path of this user or database names no schema that exists.");
            }
        }
        checkPgvector(connection);
    }

    private static void checkPgvector(Connection connection) throws SQLException {
        String newEnough = text(connection, EXTENSION);
        if (newEnough == null) {
            throw new CannotStart("this PostgreSQL has no pgvector: install it (%s or newer) on the database server."
                    .formatted(PGVECTOR));
        }
        if (!"t".equals(newEnough)) {
            throw new CannotStart(
                    "pgvector %s or newer is needed in this database: update the extension".formatted(PGVECTOR)
                            + " (`alter extension vector update`).");
        }
        String schema = text(connection, HIDDEN);
        if (schema != null) {
            throw new CannotStart(("the extension vector is in the schema %1$s, which is not on the search_path of this"
                            + " user: put %1$s on it (`alter role … set search_path = public, %1$s`).")
                    .formatted(schema));
        }
    }

    private static @Nullable String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
