package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Deletes the passages of texts, and their codes.
final class PassageRemoval {

    private final JdbcOperations jdbc;

    PassageRemoval(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private record Removed(UUID owner, int cluster, UUID text) {}

    /// @param owners of the texts, one for each
    void remove(IndexedModel model, UUID[] owners, UUID[] texts) {
        List<Removed> removed = jdbc.query(
                """
                with gone as (
                    delete from %s p using unnest(?, ?) as k (user_id, id)
                    where p.user_id = k.user_id and p.entry_id = k.id returning p.user_id, p.cluster, p.entry_id)
                select distinct user_id, cluster, entry_id from gone where cluster is not null""".formatted(PassageTables.name(model)),
                (row, _) -> new Removed(
                        Objects.requireNonNull(row.getObject("user_id", UUID.class)),
                        row.getInt("cluster"),
                        Objects.requireNonNull(row.getObject("entry_id", UUID.class))),
                owners,
                texts);
        // Users are locked in the order that all transactions have.
        var users = new TreeMap<UUID, Map<Integer, Set<UUID>>>();
        removed.forEach(text -> users.computeIfAbsent(text.owner(), _ -> new TreeMap<>())
                .computeIfAbsent(text.cluster(), _ -> new HashSet<>())
                .add(text.text()));
        users.forEach((owner, clusters) -> {
            var named = new NamedParameterJdbcTemplate(jdbc);
            var codes = new CodeTable(named, model, owner);
            var counts = new ClusterTable(named, model, owner);
            codes.lock();
            clusters.forEach((cluster, gone) -> counts.subtract(cluster, codes.remove(cluster, gone)));
        });
    }
}
