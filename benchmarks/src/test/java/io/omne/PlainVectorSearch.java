package io.omne;

import io.omne.embedding.application.EmbeddingModel;
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

    /// The memories of the nearest passages for each question, nearest first.
    List<List<UUID>> nearest(UUID user, List<String> questions, int limit) throws SQLException {
        var nearest = new ArrayList<List<UUID>>();
        for (String question : questions) {
            nearest.add(nearest(user, question, limit));
        }
        return nearest;
    }

    private List<UUID> nearest(UUID user, String question, int limit) throws SQLException {
        float[] vector = model.embedQuestions(List.of(question)).getFirst().components();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, user);
            statement.setObject(2, vector);
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

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
