package io.omne.embedding.adapter.postgres;

import io.omne.access.UserId;
import io.omne.embedding.Vector;
import io.omne.embedding.api.VectorIndex;
import io.omne.embedding.application.EmbeddingModel;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The table `embedding_passages`: a row for each passage. Components are kept in half precision, so vectors
/// come back turned by a hair.
@Component
class PostgresVectorIndex implements VectorIndex {

    private final JdbcOperations jdbc;
    private final DatabaseClient database;
    private final int dimension;

    PostgresVectorIndex(JdbcOperations jdbc, DatabaseClient database, EmbeddingModel model) {
        this.jdbc = jdbc;
        this.database = database;
        this.dimension = model.dimension();
    }

    @Override
    public void put(UserId owner, UUID entry, List<Vector> passages) {
        passages.forEach(this::check);
        remove(owner, entry);
        // The driver sends float[] in binary; text would be parsed number by number.
        List<Object[]> rows = IntStream.range(0, passages.size())
                .mapToObj(i ->
                        new Object[] {owner.value(), entry, i, passages.get(i).components()})
                .toList();
        jdbc.batchUpdate(
                "insert into embedding_passages (user_id, entry_id, passage, embedding) values (?, ?, ?, ?::halfvec)",
                rows);
    }

    private void check(Vector passage) {
        if (passage.dimension() != dimension) {
            throw new IllegalArgumentException("a vector of %d dimensions for an index of %d dimensions"
                    .formatted(passage.dimension(), dimension));
        }
    }

    @Override
    public void remove(UserId owner, UUID entry) {
        jdbc.update("delete from embedding_passages where user_id = ? and entry_id = ?", owner.value(), entry);
    }

    @Override
    public Mono<List<Vector>> find(UserId owner, UUID entry) {
        return database.sql("""
                        select embedding::real[] from embedding_passages
                        where user_id = :owner and entry_id = :entry
                        order by passage
                        """)
                .bind("owner", owner.value())
                .bind("entry", entry)
                .mapValue(Float[].class)
                .all()
                .map(PostgresVectorIndex::vector)
                .collectList();
    }

    private static Vector vector(Float[] stored) {
        var components = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            components[i] = stored[i];
        }
        return Vector.towards(components);
    }
}
