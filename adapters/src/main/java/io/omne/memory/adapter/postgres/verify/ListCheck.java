package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Checks that the list, its tags and the times of access agree with the rows of `memories`.
final class ListCheck {

    private static final List<String> COMPARED = List.of(
            "content",
            "memory_type",
            "source",
            "source_id",
            "title",
            "tags",
            "metadata::text",
            "occurred_at",
            "related_memories",
            "superseded_by",
            "conversation_id",
            "embedding_status",
            "embedding_model",
            "embedding_updated_at",
            "embedding_error_code",
            "embedding_error_message",
            "embedding_attempts",
            "embedding_losses",
            "embedding_claim",
            "embedding_due_at",
            "created_at",
            "updated_at",
            "revision",
            "version",
            "sequence");

    /// PostgreSQL compares, and returns only the memories that must be checked again.
    private static final String DIFFERING =
            """
            with m as (select * from memories s where %s and s.deleted_at is null),
                e as (select * from memory_list.entries l where %s)
            select coalesce(m.user_id, e.user_id) as user_id, coalesce(m.id, e.id) as id
            from m full join e on e.user_id = m.user_id and e.id = m.id
            where m.id is null or e.id is null or (%s) is distinct from (%s)""".formatted(KeyRange.holds("s"), KeyRange.holds("l"), columns("m"), columns("e"));

    /// Uses a subquery for each tag: a join would read all tags of the user.
    private static final String UNTAGGED = """
            select e.user_id, e.id from memory_list.entries e where %s
            and exists (select from unnest(e.tags) k (tag) where (select t.id from memory_list.tags t
                where t.user_id = e.user_id and t.tag = k.tag collate "C" and t.created_at = e.created_at
                and t.id = e.id) is null)""".formatted(KeyRange.holds("e"));

    private static final String WITHOUT_ACCESS = """
            select e.user_id, e.id from memory_list.entries e where %s
            and not exists (select from memory_accesses a where a.user_id = e.user_id and a.id = e.id)""".formatted(KeyRange.holds("e"));

    private static final String ACCESS_TO_NOTHING = """
            select a.user_id, a.id from memory_accesses a where %s
            and not exists (select from memories m where m.user_id = a.user_id and m.id = a.id)
            and not exists (select from memory_list.entries e where e.user_id = a.user_id and e.id = a.id)""".formatted(KeyRange.holds("a"));

    private final NamedParameterJdbcTemplate jdbc;
    private final VerificationReport findings;

    ListCheck(NamedParameterJdbcTemplate jdbc, VerificationReport findings) {
        this.jdbc = jdbc;
        this.findings = findings;
    }

    private static String columns(String table) {
        return String.join(
                ", ", COMPARED.stream().map(column -> table + "." + column).toList());
    }

    /// Compares all rows of the range.
    ///
    /// @return the memories for which the list differs from `memories`, perhaps because it lags behind
    List<MemoryKey> compare(KeyRange range) {
        find(UNTAGGED, range).forEach(key -> findings.add(key, Where.TAGS, "a tag of its entry finds it not"));
        find(WITHOUT_ACCESS, range).forEach(key -> findings.add(key, Where.ACCESSES, "it has no time of access"));
        find(ACCESS_TO_NOTHING, range)
                .forEach(key -> findings.add(key, Where.ACCESSES, "it has a time of access and nothing else"));
        return find(DIFFERING, range);
    }

    private List<MemoryKey> find(String sql, KeyRange range) {
        return new ArrayList<>(jdbc.query(sql, range.parameters(), (row, _) -> MemoryRow.key(row)));
    }
}
