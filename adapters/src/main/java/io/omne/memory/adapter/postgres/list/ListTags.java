package io.omne.memory.adapter.postgres.list;

import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The tags that a list finds memories by: a row for each tag of each memory.
final class ListTags {

    private static final String UNTAG = """
            delete from %s.tags t
            using unnest(:user_ids, :ids, :tags, cast(:times as timestamptz[])) as k (user_id, id, tag, created_at)
            where t.user_id = k.user_id and t.tag = k.tag collate "C" and t.created_at = k.created_at and t.id = k.id""";

    private static final String TAG = """
            insert into %s.tags (user_id, id, tag, created_at)
            select * from unnest(:user_ids, :ids, :tags, cast(:times as timestamptz[]))""";

    private final NamedParameterJdbcTemplate jdbc;
    private final String schema;

    ListTags(NamedParameterJdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    void move(Collection<Entry> changes) {
        var old = new EntryKeys();
        var fresh = new EntryKeys();
        for (Entry change : changes) {
            List<String> before = tags(change.before());
            List<String> after = tags(change.after());
            before.stream().filter(Predicate.not(after::contains)).forEach(tag -> old.add(change.after(), tag));
            after.stream().filter(Predicate.not(before::contains)).forEach(tag -> fresh.add(change.after(), tag));
        }
        old.update(jdbc, UNTAG, schema);
        fresh.update(jdbc, TAG, schema);
    }

    /// The tags that the list shows the memory under.
    private static List<String> tags(@Nullable Memory memory) {
        return memory == null || memory.isGone()
                ? List.of()
                : memory.details().tags().values();
    }
}
