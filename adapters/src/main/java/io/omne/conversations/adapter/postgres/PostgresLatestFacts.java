package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.LatestFacts;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores the memories that tell the latest values of facts.
@Component
class PostgresLatestFacts implements LatestFacts {

    /// The bytes of the first key are "fact".
    private static final String LOCK =
            "select pg_advisory_xact_lock(1717658484, hashtext(cast(:user_id as text))) is null";

    private static final String LATEST = """
            select f.* from unnest(:subjects, :attributes) as k (subject, attribute)
            join extracted_facts f
                on f.user_id = :user_id and f.subject = k.subject and f.attribute = k.attribute""";

    private static final String SET_LATEST = """
            insert into extracted_facts (user_id, subject, attribute, memory_id, said_at, message_id)
            select :user_id, k.* from unnest(:subjects, :attributes, :memories, cast(:times as timestamptz[]), :messages)
                as k (subject, attribute, memory_id, said_at, message_id)
            order by 2, 3
            on conflict (user_id, subject, attribute) do update
            set memory_id = excluded.memory_id, said_at = excluded.said_at, message_id = excluded.message_id""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresLatestFacts(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Fact, Latest> lock(UserId owner, Collection<Fact> facts) {
        if (facts.isEmpty()) {
            return Map.of();
        }
        jdbc.queryForObject(LOCK, ConversationRows.owned(owner), Boolean.class);
        return find(owner, facts);
    }

    @Override
    public Map<Fact, Latest> find(UserId owner, Collection<Fact> facts) {
        Map<Fact, Latest> latest = new HashMap<>();
        jdbc.query(LATEST, named(owner, List.copyOf(facts)), row -> {
            var fact = new Fact(
                    Objects.requireNonNull(row.getString("subject")),
                    Objects.requireNonNull(row.getString("attribute")));
            latest.put(
                    fact,
                    new Latest(
                            ConversationRows.memoryId(row, "memory_id"),
                            ConversationRows.time(row, "said_at"),
                            ConversationRows.memoryId(row, "message_id")));
        });
        return latest;
    }

    @Override
    public void set(UserId owner, Map<Fact, Latest> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<Fact> keys = List.copyOf(facts.keySet());
        List<Latest> values =
                keys.stream().map(key -> Objects.requireNonNull(facts.get(key))).toList();
        jdbc.update(
                SET_LATEST,
                named(owner, keys)
                        .addValue(
                                "memories", ConversationRows.ids(values.stream().map(Latest::memory)))
                        .addValue(
                                "messages", ConversationRows.ids(values.stream().map(Latest::message)))
                        .addValue(
                                "times", ConversationRows.times(values.stream().map(Latest::saidAt))));
    }

    private static MapSqlParameterSource named(UserId owner, List<Fact> facts) {
        return ConversationRows.owned(owner)
                .addValue("subjects", facts.stream().map(Fact::subject).toArray(String[]::new))
                .addValue("attributes", facts.stream().map(Fact::attribute).toArray(String[]::new));
    }
}
