package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Whether the list counts right, and has no tags but its entries'. Both move with the entries, so at any
/// moment they are right or wrong.
///
/// It goes through ranges of users, and through ranges of users and tags, so that a statement takes the same
/// time whether a user has a thousand memories or many more.
final class CountCheck {

    /// Rows of the list that a range has, about: it ends with a whole user, or with all that has a tag.
    private static final int ROWS = 20_000;

    /// Sorts after every tag.
    private static final String LAST_TAG = Character.toString(Character.MAX_CODE_POINT);

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

    private static final String LAST_OF_TAG = """
            select user_id, tag from memory_list.tags where (user_id, tag) > (:user, :tag)
            order by user_id, tag, created_at, id offset :rows limit 1""";

    private static final String IN_RANGE =
            "(%1$s.user_id, %1$s.tag) > (:user, :tag) and (%1$s.user_id, %1$s.tag) <= (:last_user, :last_tag)";

    private static final String TAGS_OF_NOTHING = """
            select t.user_id, t.id from memory_list.tags t where %s
            and not exists (select from memory_list.entries e where e.user_id = t.user_id and e.id = t.id
                and e.created_at = t.created_at and t.tag = any(e.tags))""".formatted(IN_RANGE.formatted("t"));

    private static final String TAG_COUNTS = """
            with k as (select t.user_id, t.tag, o.other, count(*) as found
                from memory_list.tags t
                cross join lateral (select n.tags from memory_list.entries n
                    where n.user_id = t.user_id and n.id = t.id offset 0) e
                cross join lateral (select '' as other union all
                    select x from unnest(e.tags) x where x > t.tag collate "C") o
                where %s group by 1, 2, 3),
            c as (select * from memory_list.tag_counts n where %s)
            select coalesce(k.user_id, c.user_id) as user_id, coalesce(k.found, 0) as found,
                coalesce(c.memories, 0) as counted, coalesce(k.other, c.other) = '' as alone
            from k full join c on c.user_id = k.user_id and c.tag = k.tag and c.other = k.other collate "C"
            where coalesce(k.found, 0) <> coalesce(c.memories, 0)""".formatted(IN_RANGE.formatted("t"), IN_RANGE.formatted("n"));

    private final NamedParameterJdbcTemplate jdbc;
    private final Snapshots snapshots;
    private final VerificationReport findings;

    CountCheck(NamedParameterJdbcTemplate jdbc, Snapshots snapshots, VerificationReport findings) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.findings = findings;
    }

    void run() {
        for (Optional<UUID> from = Optional.of(KeyRange.FIRST); from.isPresent(); ) {
            UUID first = from.get();
            from = snapshots.look(() -> compareCells(first));
        }
        for (Optional<TagOfUser> after = Optional.of(TagOfUser.NONE); after.isPresent(); ) {
            TagOfUser last = after.get();
            after = snapshots.look(() -> compareTags(last));
        }
    }

    /// @return where to go on
    private Optional<UUID> compareCells(UUID from) {
        Optional<UUID> to = first(jdbc.queryForList(
                LAST_USER, new MapSqlParameterSource("from", from).addValue("rows", ROWS), UUID.class));
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

    private record TagOfUser(UUID user, String tag) {
        private static final TagOfUser NONE = new TagOfUser(KeyRange.FIRST, "");
        private static final TagOfUser LAST = new TagOfUser(KeyRange.LAST, LAST_TAG);
    }

    /// @return what to go on after
    private Optional<TagOfUser> compareTags(TagOfUser after) {
        var range = new MapSqlParameterSource("user", after.user()).addValue("tag", after.tag());
        Optional<TagOfUser> to = first(jdbc.query(
                LAST_OF_TAG,
                range.addValue("rows", ROWS),
                (row, _) -> new TagOfUser(row.getObject("user_id", UUID.class), row.getString("tag"))));
        TagOfUser last = to.orElse(TagOfUser.LAST);
        range.addValue("last_user", last.user()).addValue("last_tag", last.tag());
        for (MemoryKey key : jdbc.query(TAGS_OF_NOTHING, range, (row, _) -> MemoryRow.key(row))) {
            findings.add(key, Where.TAGS, "it is found by a tag that its entry does not have");
        }
        jdbc.query(TAG_COUNTS, range, row -> {
            findings.add(
                    null,
                    row.getObject("user_id", UUID.class),
                    Where.COUNTS,
                    "%d memories with %s are counted, %d are there"
                            .formatted(
                                    row.getLong("counted"),
                                    row.getBoolean("alone") ? "a tag" : "a pair of tags",
                                    row.getLong("found")));
        });
        return to;
    }

    private static <T> Optional<T> first(List<T> found) {
        return found.stream().findFirst();
    }
}
