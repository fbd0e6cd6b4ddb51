package io.omne.database.adapter.postgres;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads whose work in PostgreSQL ends when their subscriber cancels. The driver alone would let a statement go on
/// and discard its rows.
public final class CancellableReads {

    /// Longer than the server's own `statement_timeout`, for a server that does not answer at all.
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final Duration LONGEST_CANCELLATION = Duration.ofSeconds(2);

    /// Rows that wait at most to be added up.
    private static final int AT_ONCE = 16;

    private final ConnectionFactory connections;
    private final ConcurrentMap<String, NamedSql> statements = new ConcurrentHashMap<>();

    public CancellableReads(ConnectionFactory connections) {
        this.connections = connections;
    }

    /// The rows of a statement that returns them as one value, see {@link PackedSql}. They are read on a thread for
    /// computations.
    ///
    /// @param sql a statement with parameters such as `:user_id`
    /// @param parameters their values
    public <T> Mono<List<T>> packed(String sql, Map<String, Object> parameters, Function<PackedRow, T> row) {
        NamedSql named = statements.computeIfAbsent(sql, NamedSql::of);
        return packed(named.numbered(), named.values(parameters), row);
    }

    /// @param parameters the values of `$1`, `$2` and so on
    public <T> Mono<List<T>> packed(String sql, List<Object> parameters, Function<PackedRow, T> row) {
        return list(sql, parameters, it -> Optional.ofNullable(it.get(0, byte[].class)))
                .publishOn(Schedulers.parallel())
                .map(it -> PackedRow.readAll(it.getFirst().orElse(null), row));
    }

    /// Adds up the rows of a statement on a thread for computations, as they arrive, so that few are in memory.
    ///
    /// @param parameters the values of `$1`, `$2` and so on
    public <T, A> Mono<A> sum(
            String sql, List<Object> parameters, Function<Readable, T> row, Supplier<A> none, BiFunction<A, T, A> add) {
        return read(
                sql,
                parameters,
                row,
                rows -> rows.publishOn(Schedulers.parallel(), AT_ONCE).reduceWith(none, add));
    }

    /// The only row of a statement.
    ///
    /// @param sql a statement with parameters such as `:user_id`
    /// @param parameters their values
    public <T> Mono<T> one(String sql, Map<String, Object> parameters, Function<Readable, T> row) {
        NamedSql named = statements.computeIfAbsent(sql, NamedSql::of);
        return list(named.numbered(), named.values(parameters), row).map(List::getFirst);
    }

    private <T> Mono<List<T>> list(String sql, List<Object> parameters, Function<Readable, T> row) {
        return read(sql, parameters, row, Flux::collectList);
    }

    private <T, R> Mono<R> read(
            String sql, List<Object> parameters, Function<Readable, T> row, Function<Flux<T>, Mono<R>> collect) {
        Flux<T> rows = Flux.usingWhen(
                connections.create(),
                connection -> Flux.from(statement(connection, sql, parameters).execute())
                        .concatMap(result -> result.map(row)),
                Connection::close,
                (connection, _) -> connection.close(),
                CancellableReads::cancel);
        return collect.apply(rows)
                .retryWhen(ReadRetry.RETRY)
                .timeout(LONGEST)
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout))
                .onErrorMap(
                        R2dbcException.class,
                        failure -> ConnectionFactoryUtils.convertR2dbcException("search", sql, failure));
    }

    private static Statement statement(Connection connection, String sql, List<Object> parameters) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            statement.bind(i, parameters.get(i));
        }
        return statement;
    }

    /// The server has sent its signal when the request ends. The validation then makes sure that the signal cannot
    /// meet the next statement of this connection.
    private static Mono<Void> cancel(Connection connection) {
        PostgresqlConnection driver = unwrap(connection);
        Mono<?> cancellation = driver == null
                ? Mono.empty()
                : driver.cancelRequest().then(Mono.from(connection.validate(ValidationDepth.REMOTE)));
        return cancellation.timeout(LONGEST_CANCELLATION).onErrorComplete().then(Mono.from(connection.close()));
    }

    private static @Nullable PostgresqlConnection unwrap(Connection connection) {
        return switch (connection) {
            case PostgresqlConnection it -> it;
            case Wrapped<?> it -> it.unwrap(PostgresqlConnection.class);
            default -> null;
        };
    }
}
