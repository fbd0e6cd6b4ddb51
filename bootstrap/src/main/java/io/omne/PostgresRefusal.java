package io.omne;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The reason why PostgreSQL, or a pooler in front of it, refuses a connection.
///
/// @param sentence the reason, for the person who starts the server
/// @param temporary whether the reason may disappear by itself
record PostgresRefusal(String sentence, boolean temporary) {

    private static final String CREDENTIALS = "PostgreSQL refuses the user or password of DATABASE_URL.";
    private static final String NO_SUCH_DATABASE = "the database that DATABASE_URL names does not exist.";

    /// @return null if no connection was refused
    static @Nullable PostgresRefusal of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return of(sql.getSQLState(), line(sql), sql);
            }
        }
        return null;
    }

    /// @param state the SQLSTATE
    /// @param message in one line
    static @Nullable PostgresRefusal of(String state, String message, Throwable failure) {
        return switch (state) {
            case "28P01" -> lasting(CREDENTIALS);
            case "28000" -> lasting("PostgreSQL refuses the user of DATABASE_URL, or where it comes from: " + message);
            case "3D000" -> lasting(NO_SUCH_DATABASE);
            case "42501" -> lasting("the user of DATABASE_URL lacks a right: " + message);
            case "55000" -> lasting("PostgreSQL takes no connections to this database: " + message);
            case "57P01", "57P02", "57P03" -> passing("PostgreSQL is starting or stopping: " + message);
            case "53300" -> passing("PostgreSQL has no connection left: " + message);
            case "25006" -> passing("PostgreSQL is read-only: " + message);
            case "08004" -> lasting("PostgreSQL cannot be used as DATABASE_URL says: " + message);
            case "08P01" -> pooler(message);
            default -> state.startsWith("08") || state.startsWith("53") ? noAnswer(message, failure) : null;
        };
    }

    private static PostgresRefusal lasting(String sentence) {
        return new PostgresRefusal(sentence, false);
    }

    private static PostgresRefusal passing(String sentence) {
        return new PostgresRefusal(sentence, true);
    }

    /// PgBouncer uses this state for all its errors.
    private static PostgresRefusal pooler(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("unsupported startup parameter")) {
            return lasting("the pooler in front of PostgreSQL refuses what drivers send at the start of a connection;"
                    + " in PgBouncer set ignore_startup_parameters = extra_float_digits (it says: " + message + ").");
        }
        if (text.contains("statement pooling")) {
            return lasting(PoolerMode.SENTENCE);
        }
        if (text.contains("no such database")) {
            return lasting(NO_SUCH_DATABASE);
        }
        if (text.contains("authentication failed") || text.contains("no such user") || text.contains("auth failed")) {
            return lasting(CREDENTIALS);
        }
        return passing("PostgreSQL, or the pooler in front of it, takes no connection: " + message);
    }

    private static PostgresRefusal noAnswer(String message, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || line(cause).contains("SSL")) {
                return lasting("there is no TLS with PostgreSQL: " + line(cause));
            }
            if (cause instanceof UnknownHostException) {
                return passing("PostgreSQL does not answer: there is no host " + line(cause));
            }
        }
        return passing("PostgreSQL does not answer where DATABASE_URL says: " + message);
    }

    /// The first line of the failure's message.
    static String line(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no reason given")
                .lines()
                .findFirst()
                .orElse("no reason given");
    }
}
