package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads and writes the centres of one user's clusters, in the table `embedding_clusters`.
final class ClusterTable {

    private static final String ADD = """
            insert into embedding_clusters (model_id, user_id, cluster, centroid)
            values (:model, :owner, :cluster, cast(:centroid as halfvec))""";

    private static final String CENTRES = """
            select cluster, passages, halfvec_send(centroid) as centroid from embedding_clusters
            where model_id = :model and user_id = :owner order by cluster""";

    private static final String SUBTRACT = """
            update embedding_clusters set passages = greatest(0, passages - :deleted)
            where model_id = :model and user_id = :owner and cluster = :cluster""";

    private final NamedParameterJdbcTemplate jdbc;
    private final IndexedModel model;
    private final UUID owner;

    ClusterTable(NamedParameterJdbcTemplate jdbc, IndexedModel model, UUID owner) {
        this.jdbc = jdbc;
        this.model = model;
        this.owner = owner;
    }

    /// @param passages how many passages it had when they were last counted
    record Cluster(int number, int passages, Vector centre) {}

    List<Cluster> all() {
        return jdbc.query(
                CENTRES,
                parameters(),
                (row, _) -> new Cluster(
                        row.getInt("cluster"),
                        row.getInt("passages"),
                        Halfvec.read(Objects.requireNonNull(row.getBytes("centroid")))));
    }

    /// @param first the number of the first of the new clusters
    void add(int first, List<Vector> centres) {
        var rows = new ArrayList<MapSqlParameterSource>();
        for (int i = 0; i < centres.size(); i++) {
            rows.add(parameters()
                    .addValue("cluster", first + i)
                    .addValue("centroid", centres.get(i).components()));
        }
        jdbc.batchUpdate(ADD, rows.toArray(MapSqlParameterSource[]::new));
    }

    /// Counts the passages of each cluster. They are counted once for all clusters, whatever the planner expects of a
    /// table that has just been changed.
    void count() {
        jdbc.update("""
                with counted as materialized (
                    select cluster, count(*) as passages from %s
                    where user_id = :owner and cluster is not null group by cluster)
                update embedding_clusters c set passages = o.passages
                from (
                    select e.cluster, coalesce(p.passages, 0) as passages
                    from embedding_clusters e left join counted p on p.cluster = e.cluster
                    where e.model_id = :model and e.user_id = :owner) o
                where c.model_id = :model and c.user_id = :owner and c.cluster = o.cluster
                    and c.passages <> o.passages""".formatted(PassageTables.name(model)), parameters());
    }

    /// Subtracts passages that are deleted from those of a cluster.
    void subtract(int cluster, int deleted) {
        jdbc.update(SUBTRACT, parameters().addValue("cluster", cluster).addValue("deleted", deleted));
    }

    /// @return whether it was removed
    boolean removeIfEmpty(int cluster) {
        String sql = """
                delete from embedding_clusters where model_id = :model and user_id = :owner and cluster = :cluster
                    and not exists (select from %s where user_id = :owner and cluster = :cluster)""".formatted(PassageTables.name(model));
        return jdbc.update(sql, parameters().addValue("cluster", cluster)) > 0;
    }

    private MapSqlParameterSource parameters() {
        return new MapSqlParameterSource(Map.of("model", model.id(), "owner", owner));
    }
}
