package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Checks that the list counts the memories of each status, type and source correctly. The counts change in the
/// same transaction as the entries, so they must agree at any moment.
///
/// Goes through ranges of users, so that no statement reads the whole list.
final class CellCheck {

    /// The approximate number of rows of the list in a range. A range ends with the last row of a user.
    private static final int ROWS = 20_000;

    private static final String LAST_USER =
            "select user_id from memory_list.entries where user_id >= :from order by user_id offset :rows limit 1";

    private static final String CELLS = """
            with k as (select user_id, embedding_status, memory_type, source, count(*) as found
                from memory_list.entries where user_id between :from and :to group by 1, 2, 3, 4),
            c as (select * from memory_list.cells where user_id between :from and :to)
            select coalesce(k.user_id, c.user_id) as user_id, coalesce(k.found, 0) as found,
                coalesce(c.memories, 0) as counted
            from k full join c on c.user_id = k.user_id and c.embedding_status = k.embedding_status
                and c.memory_type = k.memory_type and c.source = k.source
            where coalesce(k.found, 0) <> coalesce(c.memories, 0)""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Snapshots snapshots;
    private final VerificationReport findings;

    CellCheck(NamedParameterJdbcTemplate jdbc, Snapshots snapshots, VerificationReport findings) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.findings = findings;
    }

    void run() {
        for (Optional<UUID> from = Optional.of(KeyRange.FIRST); from.isPresent(); ) {
            UUID first = from.get();
            from = snapshots.look(() -> compare(first));
        }
    }

    /// @return the first user of the next range; empty after the last range
    private Optional<UUID> compare(UUID from) {
        var first = new MapSqlParameterSource("from", from).addValue("rows", ROWS);
        Optional<UUID> to = jdbc.query(LAST_USER, first, (row, _) -> row.getObject(1, UUID.class)).stream()
                .findFirst();
        var range = new MapSqlParameterSource("from", from).addValue("to", to.orElse(KeyRange.LAST));
        jdbc.query(CELLS, range, row -> {
            findings.add(
                    null,
                    row.getObject("user_id", UUID.class),
                    Where.COUNTS,
                    "%d memories of a status, type and source are counted, %d are there"
                            .formatted(row.getLong("counted"), row.getLong("found")));
        });
        return to.map(KeyRange::next);
    }
}
