package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.adapter.postgres.CodePage.CodedPassage;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Writes the codes of the passages in one user's clusters, in the table `embedding_codes`. A page may have entries
/// of passages that are in its cluster no more, until the cluster is repacked: a search looks up each passage that
/// it takes from a page.
final class CodeTable {

    /// A cluster with more pages is repacked.
    private static final int MOST_PAGES = 16;

    private static final String ADD = """
            insert into embedding_codes (model_id, user_id, cluster, entries)
            values (:model, :owner, :cluster, :entries)""";

    private static final String REMOVE =
            "delete from embedding_codes where model_id = :model and user_id = :owner and cluster = :cluster";

    /// At least half of the entries that a search reads are of passages in the cluster, or it is small.
    private static final String FRAGMENTED = """
            select c.cluster from embedding_clusters c cross join lateral (
                select count(*) as pages, sum(octet_length(p.entries)) as bytes from embedding_codes p
                where p.model_id = c.model_id and p.user_id = c.user_id and p.cluster = c.cluster) p
            where c.model_id = :model and c.user_id = :owner
                and (p.pages > :most or p.bytes > 2 * :entry_bytes * (c.passages + 64))
            order by c.cluster""";

    /// The latest entry of a passage comes first.
    private static final String PAGES = """
            select entries from embedding_codes where model_id = :model and user_id = :owner and cluster = :cluster
            order by page desc""";

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModel model;
    private final UUID owner;

    CodeTable(NamedParameterJdbcTemplate jdbc, IndexedModel model, UUID owner) {
        this.jdbc = jdbc;
        this.model = model;
        this.owner = owner;
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

    /// Clusters whose entries are in too many pages, or of too many passages that are elsewhere or gone.
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
        var missing = new HashSet<>(jdbc.query(
                "select entry_id, passage from %s where user_id = :owner and cluster = :cluster"
                        .formatted(PassageTables.name(model)),
                parameters(cluster),
                (row, _) -> new PassageKey(
                        Objects.requireNonNull(row.getObject("entry_id", UUID.class)), row.getInt("passage"))));
        var entries = new ArrayList<CodedPassage>(missing.size());
        for (byte[] page : jdbc.queryForList(PAGES, parameters(cluster), byte[].class)) {
            CodePage.forEach(model, Objects.requireNonNull(page), (bytes, from) -> {
                PassageKey key = CodePage.key(bytes, from);
                if (missing.remove(key)) {
                    int to = from + CodePage.entryBytes(model);
                    entries.add(new CodedPassage(key, Arrays.copyOfRange(bytes, CodePage.code(from), to)));
                }
            });
        }
        remove(cluster);
        if (!entries.isEmpty()) {
            add(Map.of(cluster, entries));
        }
    }

    private MapSqlParameterSource parameters(int cluster) {
        return new MapSqlParameterSource("model", model.id())
                .addValue("owner", owner)
                .addValue("cluster", cluster);
    }
}
