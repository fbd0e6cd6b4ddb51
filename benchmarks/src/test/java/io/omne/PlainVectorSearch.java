package io.omne;

import io.omne.embedding.application.EmbeddingModel;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Plain vector search: embeds the question and compares all passages of a user, in this process.
final class PlainVectorSearch implements AutoCloseable {

    private final EmbeddingModel model;
    private final Connection connection;
    private final String sql;

    PlainVectorSearch(TestDatabase database, EmbeddingModel model) throws SQLException {
        this.model = model;
        this.connection = database.dataSource().getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("set jit = off; set max_parallel_workers_per_gather = 0");
        }
        this.sql = "select entry_id from %s where user_id = ? order by embedding <#> ?::halfvec limit ?"
                .formatted(table(database));
    }

    /// The table of the passages of the model in use.
    static String table(TestDatabase database) {
        return "embedding_passages_"
                + new JdbcTemplate(database.dataSource()).queryForObject("select id from serving_model", Integer.class);
    }

    /// The memories of the nearest passages, nearest first.
    List<UUID> nearest(UUID user, String question, int limit) throws SQLException {
        float[] vector = model.embedQuestions(List.of(question)).getFirst().components();
        try (var statement = connection.prepareStatement(sql)) {
            Array components = connection.createArrayOf("float4", boxed(vector));
            statement.setObject(1, user);
            statement.setArray(2, components);
            statement.setInt(3, limit);
            var found = new ArrayList<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    private static Object[] boxed(float[] vector) {
        var boxed = new Object[vector.length];
        for (int i = 0; i < vector.length; i++) {
            boxed[i] = vector[i];
        }
        return boxed;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
