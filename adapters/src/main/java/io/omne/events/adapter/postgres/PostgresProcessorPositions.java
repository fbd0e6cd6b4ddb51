package io.omne.events.adapter.postgres;

import io.omne.events.api.ProcessorPositions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresProcessorPositions implements ProcessorPositions {

    private static final String TOKENS =
            "select token, token_type from token_entry where processor_name = :processor order by segment";

    private static final String DEAD_LETTERS = """
            select distinct sequence_identifier from dead_letter_entry
            where processing_group = :processor and sequence_identifier = any(:ids)""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Serializer serializer;

    PostgresProcessorPositions(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    @Override
    public Position of(String processor) {
        return new Position(jdbc.query(TOKENS, Map.of("processor", processor), (row, _) -> token(row)));
    }

    private @Nullable TrackingToken token(ResultSet row) throws SQLException {
        byte[] token = row.getBytes("token");
        return token == null
                ? null
                : serializer.<byte[], TrackingToken>deserialize(new SimpleSerializedObject<>(
                        token, byte[].class, Objects.requireNonNull(row.getString("token_type")), null));
    }

    @Override
    public Set<String> deadLetters(String processor, Collection<String> aggregates) {
        return new HashSet<>(jdbc.queryForList(
                DEAD_LETTERS, Map.of("processor", processor, "ids", aggregates.toArray(String[]::new)), String.class));
    }
}
