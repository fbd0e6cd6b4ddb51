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

    /// The owner comes first in each key, so that a search reads only the rows of one user. Passages that are in no
    /// cluster are compared with the question exactly. Those in clusters are found by their codes, which have their
    /// own table.
    void create(IndexedModel model) {
        String table = name(model);
        jdbc.execute("""
                create table %s (
                    user_id uuid not null,
                    entry_id uuid not null,
                    passage smallint not null,
                    span_start integer,
                    span_end integer,
                    embedding halfvec(%d) not null,
                    cluster integer,
                    primary key (user_id, entry_id, passage)
                ) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05)""".formatted(table, model.spec().dimension()));
        jdbc.execute("create index %s_exact on %s (user_id) where cluster is null".formatted(table, table));
        jdbc.execute(
                "create index %s_clusters on %s (user_id, cluster) where cluster is not null".formatted(table, table));
    }

    void drop(IndexedModel model) {
        jdbc.execute("drop table " + name(model));
        jdbc.update("delete from embedding_clusters where model_id = ?", model.id());
        jdbc.update("delete from embedding_code_pages where model_id = ?", model.id());
    }
}
