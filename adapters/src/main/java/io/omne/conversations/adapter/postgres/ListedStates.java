package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.api.ConversationView.ExtractionView;
import io.omne.conversations.application.listing.ListedState;
import io.omne.memory.Title;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The states of conversations in the list. The lists of the users must be locked.
final class ListedStates {

    private static final String FIND = """
            select l.* from unnest(:user_ids, :ids) as k (user_id, id)
            join listed_conversations l on l.user_id = k.user_id and l.id = k.id""";

    private static final String SAVE = """
            insert into listed_conversations (user_id, id, messages, extracted, title, extraction_status, extraction_at,
                extraction_error_code, extraction_error_message)
            select k.user_id, k.id, 0, 0, k.title, k.status, k.at, k.code, k.message
            from unnest(:user_ids, :ids, :titles, :statuses, cast(:times as timestamptz[]), :codes, :messages)
                as k (user_id, id, title, status, at, code, message)
            on conflict (user_id, id) do update set title = excluded.title,
                extraction_status = excluded.extraction_status, extraction_at = excluded.extraction_at,
                extraction_error_code = excluded.extraction_error_code,
                extraction_error_message = excluded.extraction_error_message""";

    private final NamedParameterJdbcTemplate jdbc;

    ListedStates(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Applies events to the stored states.
    ///
    /// @return the conversations of the events
    Set<ConversationKey> apply(List<ConversationEvent> events) {
        Set<ConversationKey> keys = new HashSet<>();
        events.forEach(it -> keys.add(it.key()));
        if (!keys.isEmpty()) {
            Map<ConversationKey, ListedState> states = find(keys);
            events.forEach(it -> states.put(
                    it.key(), states.getOrDefault(it.key(), ListedState.NONE).next(it)));
            jdbc.update(SAVE, parameters(states));
        }
        return keys;
    }

    private Map<ConversationKey, ListedState> find(Collection<ConversationKey> keys) {
        Map<ConversationKey, ListedState> states = new HashMap<>();
        jdbc.query(FIND, ConversationRows.keys(keys), row -> {
            states.put(ConversationRows.key(row, "id"), read(row));
        });
        return states;
    }

    private static ListedState read(ResultSet row) throws SQLException {
        String title = row.getString("title");
        OffsetDateTime at = row.getObject("extraction_at", OffsetDateTime.class);
        return new ListedState(
                title == null ? null : new Title(title),
                new ExtractionView(
                        ConversationRows.status(row.getString("extraction_status")),
                        ConversationRows.failure(row),
                        at == null ? null : at.toInstant()));
    }

    /// The arrays `user_ids` and `ids`, and one for each column of the states.
    static MapSqlParameterSource parameters(Map<ConversationKey, ListedState> states) {
        List<ConversationKey> keys = List.copyOf(states.keySet());
        int size = keys.size();
        @Nullable String[] titles = new @Nullable String[size];
        @Nullable String[] statuses = new @Nullable String[size];
        @Nullable String[] times = new @Nullable String[size];
        @Nullable String[] codes = new @Nullable String[size];
        @Nullable String[] messages = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            ListedState state = Objects.requireNonNull(states.get(keys.get(i)));
            Title title = state.title();
            Instant at = state.extraction().at();
            ExtractionFailure error = state.extraction().error();
            titles[i] = title == null ? null : title.text();
            statuses[i] = ConversationRows.word(state.extraction().status());
            times[i] = at == null ? null : at.toString();
            codes[i] = error == null ? null : error.code();
            messages[i] = error == null ? null : error.message();
        }
        return ConversationRows.keys(keys)
                .addValue("titles", titles)
                .addValue("statuses", statuses)
                .addValue("times", times)
                .addValue("codes", codes)
                .addValue("messages", messages);
    }
}
