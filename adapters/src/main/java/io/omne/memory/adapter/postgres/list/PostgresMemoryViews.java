package io.omne.memory.adapter.postgres.list;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.ReadRetry;
import io.omne.events.adapter.postgres.DeadLetterCondition;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryViews;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads views of memories over R2DBC. A read by id uses the state row, because its result is cached and must not
/// lag behind; lists use the read model.
@Component
class PostgresMemoryViews implements MemoryViews {

    /// Does not read the time of access: this read is an access, so the caller knows a later time than the table.
    private static final String FIND = """
            select %s, e.created_at as accessed_at
            from memories e
            where e.user_id = :user_id and e.id = :id and e.deleted_at is null""".formatted(ViewRow.COLUMNS);

    /// A write is blocked if its memory has dead letters, because its event waits behind them.
    private static final String IS_BLOCKED = DeadLetterCondition.exist(ListTables.PROCESSOR, "cast(w.id as text)");

    private static final String UNLISTED = """
            select max(w.number) as number, bool_or(%s) as blocked
            from unlisted_writes w where w.user_id = :user_id having count(*) > 0""".formatted(IS_BLOCKED);

    private static final String HAS_LISTED = """
            select not exists (
                select from unlisted_writes w
                where w.user_id = :user_id and w.number <= :number and not %s)""".formatted(IS_BLOCKED);

    /// The time limit for a server that does not answer at all. It is longer than the server's own
    /// `statement_timeout`.
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final DatabaseClient database;
    private final ListCosts costs;

    @Autowired
    PostgresMemoryViews(DatabaseClient database) {
        this(database, ListCosts.MEASURED);
    }

    PostgresMemoryViews(DatabaseClient database, ListCosts costs) {
        this.database = database;
        this.costs = costs;
    }

    @Override
    public Mono<MemoryView> find(MemoryKey key) {
        return patiently(database.sql(FIND)
                .bind("user_id", key.owner().value())
                .bind("id", key.id().value())
                .map(ViewRow::read)
                .one());
    }

    @Override
    public Mono<MemoryPage> list(ListMemories query) {
        ListStatement statement = ListSql.of(query, costs);
        GenericExecuteSpec spec = database.sql(statement.sql()).bindValues(statement.values());
        return patiently(spec.map(ListRow::read).all().collectList().map(rows -> ListRow.page(rows, query.perPage())));
    }

    @Override
    public Mono<Unlisted> unlisted(UserId owner) {
        return patiently(database.sql(UNLISTED)
                .bind("user_id", owner.value())
                .map(PostgresMemoryViews::unlistedOf)
                .one());
    }

    @Override
    public Mono<Boolean> hasListed(UserId owner, Unlisted upTo) {
        return patiently(database.sql(HAS_LISTED)
                .bind("user_id", owner.value())
                .bind("number", upTo.number())
                .mapValue(Boolean.class)
                .one());
    }

    private static Unlisted unlistedOf(Readable row) {
        return new Unlisted(
                Objects.requireNonNull(row.get("number", Long.class)),
                Objects.requireNonNull(row.get("blocked", Boolean.class)));
    }

    private static <T> Mono<T> patiently(Mono<T> answer) {
        return answer.retryWhen(ReadRetry.RETRY)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout));
    }
}
