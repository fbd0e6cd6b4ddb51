package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.adapter.postgres.CodePage.CodedPassage;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Writes the codes of clusters of one user into one page each.
final class CodeRepacking {

    /// A cluster with more pages is repacked.
    private static final int MOST_PAGES = 16;

    /// Clusters with too many pages, or with entries of passages that are not in them.
    private static final String FRAGMENTED = """
            select c.cluster from embedding_clusters c cross join lateral (
                select count(*) as pages, sum(octet_length(p.entries)) as bytes from embedding_code_pages p
                where p.model_id = c.model_id and p.user_id = c.user_id and p.cluster = c.cluster) p
            where c.model_id = :model and c.user_id = :owner
                and (p.pages > :most or p.bytes > cast(:entry_bytes as bigint) * c.passages)
            order by c.cluster""";

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModel model;
    private final UUID owner;
    private final CodeTable codes;

    CodeRepacking(NamedParameterJdbcTemplate jdbc, IndexedModel model, UUID owner) {
        this.jdbc = jdbc;
        this.model = model;
        this.owner = owner;
        this.codes = new CodeTable(jdbc, model, owner);
    }

    /// Clusters whose entries are in too many pages, or of passages that are elsewhere.
    List<Integer> fragmented() {
        return jdbc.query(
                FRAGMENTED,
                new MapSqlParameterSource("model", model.id())
                        .addValue("owner", owner)
                        .addValue("most", MOST_PAGES)
                        .addValue("entry_bytes", CodePage.entryBytes(model)),
                (row, _) -> row.getInt("cluster"));
    }

    /// Writes the entries of a cluster into one page, without those of passages that are not in it.
    void repack(int cluster) {
        codes.lock();
        var wanted = new HashSet<>(jdbc.query(
                "select entry_id, passage from %s where user_id = :owner and cluster = :cluster"
                        .formatted(PassageTables.name(model)),
                new MapSqlParameterSource("owner", owner).addValue("cluster", cluster),
                (row, _) -> new PassageKey(
                        Objects.requireNonNull(row.getObject("entry_id", UUID.class)), row.getInt("passage"))));
        List<CodedPassage> entries = codes.pages(cluster).stream()
                .flatMap(page -> page.passages().stream())
                .filter(passage -> wanted.remove(passage.key()))
                .toList();
        codes.remove(cluster);
        if (!entries.isEmpty()) {
            codes.add(Map.of(cluster, entries));
        }
    }
}
