package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.adapter.postgres.CodePage.CodedPassage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Writes the codes of the passages in one user's clusters, in the table `embedding_code_pages`. While a cluster is
/// divided, its pages have entries of passages that have moved: a search looks up each passage that it takes from a
/// page.
final class CodeTable {

    private static final String ADD = """
            insert into embedding_code_pages (model_id, user_id, cluster, entries)
            values (:model, :owner, :cluster, :entries)""";

    private static final String REPLACE = """
            update embedding_code_pages set entries = :entries
            where model_id = :model and user_id = :owner and cluster = :cluster and page = :page""";

    /// The bytes of the first key are "code".
    private static final String LOCK =
            "select pg_advisory_xact_lock(1668244581, hashtext(cast(cast(:owner as uuid) as text)))";

    private static final String REMOVE =
            "delete from embedding_code_pages where model_id = :model and user_id = :owner and cluster = :cluster";

    private static final String PAGES = """
            select page, entries from embedding_code_pages where model_id = :model and user_id = :owner and cluster = :cluster
            order by page desc""";

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModel model;
    private final UUID owner;

    CodeTable(NamedParameterJdbcTemplate jdbc, IndexedModel model, UUID owner) {
        this.jdbc = jdbc;
        this.model = model;
        this.owner = owner;
    }

    record Page(long number, List<CodedPassage> passages) {}

    /// Waits for other transactions that change pages of the user, and lets none change any until this one ends. A
    /// page is read after this, and written from what was read.
    void lock() {
        jdbc.query(LOCK, new MapSqlParameterSource("owner", owner), _ -> {});
    }

    /// Adds a page to each of these clusters.
    void add(Map<Integer, List<CodedPassage>> clusters) {
        jdbc.batchUpdate(
                ADD,
                clusters.entrySet().stream()
                        .map(cluster ->
                                parameters(cluster.getKey()).addValue("entries", CodePage.of(cluster.getValue())))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /// Removes the pages of a cluster.
    void remove(int cluster) {
        jdbc.update(REMOVE, parameters(cluster));
    }

    /// Removes the codes of texts from a cluster.
    ///
    /// @return how many passages they were
    int remove(int cluster, Set<UUID> texts) {
        int removed = 0;
        for (Page page : pages(cluster)) {
            List<CodedPassage> others = page.passages().stream()
                    .filter(passage -> !texts.contains(passage.key().entry()))
                    .toList();
            if (others.size() < page.passages().size()) {
                jdbc.update(
                        REPLACE,
                        parameters(cluster).addValue("page", page.number()).addValue("entries", CodePage.of(others)));
                removed += page.passages().size() - others.size();
            }
        }
        return removed;
    }

    /// The pages of a cluster, the latest first.
    List<Page> pages(int cluster) {
        return jdbc.query(
                PAGES,
                parameters(cluster),
                (row, _) -> new Page(
                        row.getLong("page"), CodePage.read(model, Objects.requireNonNull(row.getBytes("entries")))));
    }

    private MapSqlParameterSource parameters(int cluster) {
        return new MapSqlParameterSource("model", model.id())
                .addValue("owner", owner)
                .addValue("cluster", cluster);
    }
}
