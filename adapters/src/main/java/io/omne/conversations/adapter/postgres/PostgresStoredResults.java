package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.StoredResults;
import io.omne.memory.MemoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// Stores results as JSON.
@Component
class PostgresStoredResults implements StoredResults {

    private static final String FIND =
            "select messages, result from extraction_results where user_id = :user_id and conversation_id = :id";

    private static final String STORE = """
            insert into extraction_results (user_id, conversation_id, messages, result)
            values (:user_id, :id, :messages, cast(:result as jsonb))
            on conflict (user_id, conversation_id) do update
            set messages = excluded.messages, result = excluded.result""";

    private static final String REMOVE =
            "delete from extraction_results where user_id = :user_id and conversation_id = :id";

    private static final Logger log = LoggerFactory.getLogger(PostgresStoredResults.class);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresStoredResults(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<StoredResult> find(ConversationKey key) {
        return jdbc.query(FIND, parameters(key), (row, _) -> read(row)).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Empty if a newer version has stored it: the extractor is asked again.
    private static Optional<StoredResult> read(ResultSet row) throws SQLException {
        var messages = (UUID[]) row.getArray("messages").getArray();
        try {
            ExtractionResult result = ResultJson.read(row.getString("result"));
            return Optional.of(
                    new StoredResult(Stream.of(messages).map(MemoryId::new).toList(), result));
        } catch (JacksonException e) {
            log.warn("a stored result of an extractor cannot be read", e);
            return Optional.empty();
        }
    }

    @Override
    public void store(ConversationKey key, StoredResult result) {
        jdbc.update(
                STORE,
                parameters(key)
                        .addValue(
                                "messages",
                                ConversationRows.uuids(
                                        result.messages().stream().map(MemoryId::value)))
                        .addValue("result", ResultJson.write(result.result())));
    }

    @Override
    public void remove(ConversationKey key) {
        jdbc.update(REMOVE, parameters(key));
    }

    private static MapSqlParameterSource parameters(ConversationKey key) {
        return new MapSqlParameterSource()
                .addValue("user_id", key.owner().value())
                .addValue("id", key.id());
    }
}
