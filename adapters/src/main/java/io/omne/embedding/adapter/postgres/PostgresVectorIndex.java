package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.VectorIndex;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// A row for each passage, in the table of its model. Components are kept in half precision, so vectors come
/// back turned by a hair.
@Component
class PostgresVectorIndex implements VectorIndex {

    private static final String SERVING = "select id from embedding_models where state = 'serving'";

    /// Longer than the server's own `statement_timeout`, for a server that does not answer at all.
    private static final Duration LONGEST = Duration.ofSeconds(12);

    /// A read whose connection was lost changes nothing, so it is repeated on another one.
    private static final int MOST_RETRIES = 2;

    private final JdbcOperations jdbc;
    private final DatabaseClient database;
    private final IndexedModels models;

    PostgresVectorIndex(JdbcOperations jdbc, DatabaseClient database, IndexedModels models) {
        this.jdbc = jdbc;
        this.database = database;
        this.models = models;
    }

    @Override
    public void put(IndexedModel model, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // The driver sends float[] in binary; text would be parsed number by number.
        var rows = new ArrayList<Object[]>();
        for (Entry entry : entries) {
            for (int i = 0; i < entry.passages().size(); i++) {
                Vector passage = entry.passages().get(i);
                check(model, passage);
                rows.add(new Object[] {entry.owner().value(), entry.id(), i, passage.components()});
            }
        }
        String table = PostgresIndexedModels.table(model);
        jdbc.update(
                """
                delete from %s p using unnest(?, ?) as k (user_id, id)
                where p.user_id = k.user_id and p.entry_id = k.id""".formatted(table),
                entries.stream().map(entry -> entry.owner().value()).toArray(UUID[]::new),
                entries.stream().map(Entry::id).toArray(UUID[]::new));
        jdbc.batchUpdate(
                "insert into %s (user_id, entry_id, passage, embedding) values (?, ?, ?, ?::halfvec)".formatted(table),
                rows);
    }

    private static void check(IndexedModel model, Vector passage) {
        if (passage.dimension() != model.spec().dimension()) {
            throw ModelFault.wrongDimension(
                    model.spec().model(), passage.dimension(), model.spec().dimension());
        }
    }

    @Override
    public void remove(UserId owner, UUID entry) {
        IndexedModels.Kept kept = models.hold();
        Stream.of(kept.serving(), kept.next() == null ? kept.serving() : kept.next())
                .distinct()
                .forEach(model -> jdbc.update(
                        "delete from %s where user_id = ? and entry_id = ?"
                                .formatted(PostgresIndexedModels.table(model)),
                        owner.value(),
                        entry));
    }

    /// The table of a model that was just replaced stays for a while, so what was looked up is there.
    @Override
    public Mono<List<Vector>> find(UserId owner, UUID entry) {
        return database.sql(SERVING)
                .mapValue(Integer.class)
                .one()
                .timeout(LONGEST)
                .flatMap(model -> find(model, owner, entry))
                .retryWhen(Retry.max(MOST_RETRIES).filter(PostgresVectorIndex::isLostConnection))
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> new QueryTimeoutException("PostgreSQL did not answer", timeout));
    }

    private static boolean isLostConnection(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                && failure.getCause() instanceof R2dbcNonTransientResourceException;
    }

    private Mono<List<Vector>> find(int model, UserId owner, UUID entry) {
        return database.sql("""
                        select embedding::real[] from embedding_passages_%d
                        where user_id = :owner and entry_id = :entry
                        order by passage
                        """.formatted(model))
                .bind("owner", owner.value())
                .bind("entry", entry)
                .mapValue(Float[].class)
                .all()
                .map(PostgresVectorIndex::vector)
                .collectList()
                .timeout(LONGEST);
    }

    private static Vector vector(Float[] stored) {
        var components = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            components[i] = stored[i];
        }
        return Vector.towards(components);
    }
}
