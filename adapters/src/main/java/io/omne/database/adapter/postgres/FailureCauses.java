package io.omne.database.adapter.postgres;

import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionException;

/// An exception and its causes, twenty at most, with what they say about PostgreSQL.
///
/// @param all the outermost first
public record FailureCauses(List<Throwable> all) {

    private static final int DEEPEST = 20;

    public static FailureCauses of(Throwable thrown) {
        return new FailureCauses(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList());
    }

    /// The innermost cause.
    public Throwable root() {
        return all.getLast();
    }

    /// Whether a driver of PostgreSQL has thrown one of them, or a transaction could not be begun or ended.
    public boolean areOfDatabase() {
        return all.stream()
                .anyMatch(cause -> cause instanceof SQLException
                        || cause instanceof R2dbcException
                        || cause instanceof TransactionException);
    }

    /// Whether PostgreSQL has given one of them this SQLState.
    public boolean haveState(String state) {
        return all.stream().anyMatch(cause -> state.equals(state(cause)));
    }

    /// The innermost SQLState; empty if there is none.
    public Optional<String> deepestState() {
        return all.stream().map(FailureCauses::state).filter(Objects::nonNull).reduce((_, deeper) -> deeper);
    }

    /// The SQLState of an exception, its causes aside; null if it has none.
    public static @Nullable String state(Throwable cause) {
        return switch (cause) {
            case SQLException e -> e.getSQLState();
            case R2dbcException e -> e.getSqlState();
            default -> null;
        };
    }
}
