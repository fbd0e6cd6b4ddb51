package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import org.springframework.jdbc.core.JdbcOperations;

/// Creates and drops the tables of passages, one for each indexed model.
final class PassageTables {

    private final JdbcOperations jdbc;

    PassageTables(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// The table of a model's passages.
    static String name(IndexedModel model) {
        return name(model.id());
    }

    /// @param model the number of the model
    static String name(int model) {
        return "embedding_passages_" + model;
    }

    /// The owner comes first in the key, so that a search reads only the rows of one user, and is exact.
    void create(IndexedModel model) {
        jdbc.execute("""
                create table %s (
                    user_id uuid not null,
                    entry_id uuid not null,
                    passage smallint not null,
                    embedding halfvec(%d) not null,
                    primary key (user_id, entry_id, passage)
                )""".formatted(name(model), model.spec().dimension()));
    }

    void drop(IndexedModel model) {
        jdbc.execute("drop table " + name(model));
    }
}
