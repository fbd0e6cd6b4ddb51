package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.adapter.postgres.ClusterTable.Cluster;
import io.omne.embedding.adapter.postgres.CodePage.CodedPassage;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import io.omne.embedding.domain.BinaryCode;
import io.omne.embedding.domain.Centroids;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads the passages of one user, and moves them between clusters. The cluster null is that of passages in none.
final class ClusteredPassages {

    /// Few enough that an edit of one of these texts does not wait long.
    static final int AT_ONCE = 500;

    private static final String COUNT = "select count(*) from %s where user_id = :owner and cluster is null";

    /// Ids are random in their last bytes.
    private static final String SAMPLE = """
            select halfvec_send(embedding) from %s where user_id = :owner and %s
                and (get_byte(uuid_send(entry_id), 14) * 256 + get_byte(uuid_send(entry_id), 15)) %% :every = 0
            limit :limit""";

    private static final String TAKE = """
            select entry_id, passage, halfvec_send(embedding) as embedding from %s
            where user_id = :owner and %s limit :limit for update skip locked""";

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModel model;
    private final UUID owner;
    private final CodeTable codes;

    ClusteredPassages(NamedParameterJdbcTemplate jdbc, IndexedModel model, UUID owner) {
        this.jdbc = jdbc;
        this.model = model;
        this.owner = owner;
        this.codes = new CodeTable(jdbc, model, owner);
    }

    private record Passage(PassageKey key, Vector vector) {}

    /// How many passages are in no cluster.
    int countRest() {
        return Objects.requireNonNull(jdbc.queryForObject(sql(COUNT, null), parameters(null), Integer.class));
    }

    /// Vectors of a cluster, at random.
    ///
    /// @param of how many passages it has
    List<Vector> sample(@Nullable Integer cluster, int of, int limit) {
        return jdbc.query(
                sql(SAMPLE, cluster),
                parameters(cluster).addValue("every", Math.max(1, of / limit)).addValue("limit", limit),
                (row, _) -> Halfvec.read(Objects.requireNonNull(row.getBytes(1))));
    }

    /// Moves some passages of a cluster to the clusters that are nearest to each, and adds their codes there. Locks
    /// them until the current transaction ends, and leaves out those that others have locked.
    ///
    /// @param centroids of the clusters, in their order
    /// @return how many passages were moved
    int moveSome(@Nullable Integer from, List<Cluster> to, Centroids centroids) {
        List<Passage> taken = jdbc.query(
                sql(TAKE, from),
                parameters(from).addValue("limit", AT_ONCE),
                (row, _) -> new Passage(
                        new PassageKey(
                                Objects.requireNonNull(row.getObject("entry_id", UUID.class)), row.getInt("passage")),
                        Halfvec.read(Objects.requireNonNull(row.getBytes("embedding")))));
        if (!taken.isEmpty()) {
            var entries = new UUID[taken.size()];
            var passages = new Integer[taken.size()];
            var clusters = new Integer[taken.size()];
            var coded = new TreeMap<Integer, List<CodedPassage>>();
            for (int i = 0; i < clusters.length; i++) {
                PassageKey key = taken.get(i).key();
                Vector vector = taken.get(i).vector();
                entries[i] = key.entry();
                passages[i] = key.passage();
                Cluster nearest = to.get(centroids.nearest(vector));
                clusters[i] = nearest.number();
                coded.computeIfAbsent(clusters[i], _ -> new ArrayList<>())
                        .add(new CodedPassage(key, BinaryCode.of(vector, nearest.centre())));
            }
            jdbc.update(
                    """
                    update %s p set cluster = k.cluster
                    from unnest(:entries, :passages, :clusters) as k (entry_id, passage, cluster)
                    where p.user_id = :owner and p.entry_id = k.entry_id and p.passage = k.passage""".formatted(PassageTables.name(model)),
                    parameters(from)
                            .addValue("entries", entries)
                            .addValue("passages", passages)
                            .addValue("clusters", clusters));
            codes.add(coded);
        }
        return taken.size();
    }

    private String sql(String statement, @Nullable Integer cluster) {
        return statement.formatted(
                PassageTables.name(model), cluster == null ? "cluster is null" : "cluster = :cluster");
    }

    private MapSqlParameterSource parameters(@Nullable Integer cluster) {
        return new MapSqlParameterSource("owner", owner).addValue("cluster", cluster);
    }
}
