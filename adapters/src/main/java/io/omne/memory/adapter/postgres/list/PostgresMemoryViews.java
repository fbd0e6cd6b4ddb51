package io.omne.memory.adapter.postgres.list;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.ReadRetry;
import io.omne.events.adapter.postgres.DeadLetterCondition;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.reading.MemoryViews;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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
            select %s, e.related_memories, e.created_at as accessed_at
            from memories e
            where e.user_id = :user_id and e.id = :id and e.deleted_at is null""".formatted(ViewRow.COLUMNS);

    private static final String FIND_ALL = """
            select %s, %s, coalesce(a.accessed_at, e.created_at) as accessed_at
            from unnest(cast(:ids as uuid[])) with ordinality as k (id, number)
            cross join lateral (
                select * from memories m
                where m.user_id = :user_id and m.id = k.id and m.deleted_at is null limit 1) e
            left join lateral (%s) a on true
            order by k.number""".formatted(
                    ViewRow.COLUMNS,
                    ViewRow.related("exists (select from memories l where l.user_id = e.user_id and l.id = r.id"
                            + " and l.deleted_at is null)"),
                    AccessSql.of("k.id"));

    private static final String EXISTING =
            "select id from memories where user_id = :user_id and id = any(:ids) and deleted_at is null";

    private static final String OF_CONVERSATION = """
            select id from memories where user_id = :user_id and conversation_id = :conversation
                and source = any(:sources) and deleted_at is null limit :limit""";

    /// A write is blocked if its memory has dead letters, because its event waits behind them.
    private static final String IS_BLOCKED = DeadLetterCondition.exist(MemoryJobs.LIST_PROCESSOR, "cast(w.id as text)");

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
    public Mono<List<MemoryView>> find(UserId owner, Collection<UUID> ids) {
        return patiently(database.sql(FIND_ALL)
                .bind("user_id", owner.value())
                .bind("ids", ids.toArray(UUID[]::new))
                .map(ViewRow::read)
                .all()
                .collectList());
    }

    @Override
    public Mono<Set<UUID>> existing(UserId owner, Collection<UUID> ids) {
        return patiently(database.sql(EXISTING)
                .bind("user_id", owner.value())
                .bind("ids", ids.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Mono<MemoryIds> ofConversation(UserId owner, UUID conversation, Set<MemorySource> sources, int limit) {
        return patiently(database.sql(OF_CONVERSATION)
                .bind("user_id", owner.value())
                .bind("conversation", conversation)
                .bind("sources", sources.stream().map(MemoryRow::word).toArray(String[]::new))
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all()
                .map(MemoryId::new)
                .collectList()
                .map(MemoryIds::of));
    }

    @Override
    public Mono<MemoryPage> list(ListMemories query) {
        ListStatement statement = ListSql.of(query, costs);
        GenericExecuteSpec spec = database.sql(statement.sql()).bindValues(statement.values());
        return patiently(spec.map(ListRow::read).all().collectList().map(rows -> ListRow.page(rows, query.perPage())));
    }

    @Override
    public Mono<SelectedMemories> select(SelectMemories query) {
        ListStatement statement = SelectionSql.of(query);
        return patiently(database.sql(statement.sql())
                .bindValues(statement.values())
                .map(PostgresMemoryViews::selected)
                .one());
    }

    private static SelectedMemories selected(Readable row) {
        byte[] packed = row.get("ids", byte[].class);
        MemoryIds ids = packed == null ? MemoryIds.NONE : MemoryIds.sorted(halves(packed));
        Selection selection = new Selection.Only(ids);
        if (Boolean.TRUE.equals(row.get("others", Boolean.class))) {
            selection = ids.size() == 0 ? new Selection.Everything() : new Selection.AllBut(ids);
        }
        return new SelectedMemories(
                selection,
                Objects.requireNonNull(row.get("selected", Long.class)),
                Objects.requireNonNull(row.get("pending", Long.class)),
                false);
    }

    private static long[] halves(byte[] ids) {
        var halves = new long[ids.length / Long.BYTES];
        ByteBuffer.wrap(ids).asLongBuffer().get(halves);
        return halves;
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
