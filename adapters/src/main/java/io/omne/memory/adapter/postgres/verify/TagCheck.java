package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Checks that the list has only the tags of its entries, and counts them correctly. Tags and counts change in the
/// same transaction as the entries, so they must agree at any moment.
///
/// Goes through ranges of users and tags, so that a statement takes the same time whether a user has a thousand
/// memories or many more.
final class TagCheck {

    /// The approximate number of rows in a range. A range ends with the last row of a tag.
    private static final int ROWS = 20_000;

    /// Sorts after every tag.
    private static final String LAST_TAG = Character.toString(Character.MAX_CODE_POINT);

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

    TagCheck(NamedParameterJdbcTemplate jdbc, Snapshots snapshots, VerificationReport findings) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.findings = findings;
    }

    private record TagOfUser(UUID user, String tag) {
        private static final TagOfUser NONE = new TagOfUser(KeyRange.FIRST, "");
        private static final TagOfUser LAST = new TagOfUser(KeyRange.LAST, LAST_TAG);
    }

    void run() {
        for (Optional<TagOfUser> after = Optional.of(TagOfUser.NONE); after.isPresent(); ) {
            TagOfUser last = after.get();
            after = snapshots.look(() -> compare(last));
        }
    }

    /// @return the tag to continue after; empty after the last range
    private Optional<TagOfUser> compare(TagOfUser after) {
        var range = new MapSqlParameterSource("user", after.user()).addValue("tag", after.tag());
        Optional<TagOfUser> to = jdbc
                .query(
                        LAST_OF_TAG,
                        range.addValue("rows", ROWS),
                        (row, _) -> new TagOfUser(row.getObject("user_id", UUID.class), row.getString("tag")))
                .stream()
                .findFirst();
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
}
