package io.omne.memory.adapter.postgres.embedding;

import io.omne.memory.application.embedding.EmbeddingQueue;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The queue of embeddings, for tests of other parts.
public final class TestQueue {

    private TestQueue() {}

    public static EmbeddingQueue of(NamedParameterJdbcTemplate jdbc) {
        return new PostgresEmbeddingQueue(jdbc);
    }
}
