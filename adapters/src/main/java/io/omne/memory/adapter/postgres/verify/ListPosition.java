package io.omne.memory.adapter.postgres.verify;

import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// How far the processor that feeds the list is, with all of its segments.
///
/// @param tokens null for a segment that has not begun
record ListPosition(List<@Nullable TrackingToken> tokens) {

    private static final String TOKENS =
            "select token, token_type from token_entry where processor_name = 'memory-list' order by segment";

    static ListPosition read(JdbcOperations jdbc, Serializer serializer) {
        return new ListPosition(jdbc.query(TOKENS, (row, _) -> {
            byte[] token = row.getBytes("token");
            return token == null
                    ? null
                    : serializer.<byte[], TrackingToken>deserialize(new SimpleSerializedObject<>(
                            token, byte[].class, Objects.requireNonNull(row.getString("token_type")), null));
        }));
    }

    /// Whether the list has taken the event with this index in the event store, or will never.
    boolean hasPassed(long index) {
        return !tokens.isEmpty() && tokens.stream().allMatch(token -> hasPassed(token, index));
    }

    private static boolean hasPassed(@Nullable TrackingToken token, long index) {
        return token != null
                && token.position().orElse(0) >= index
                && !(token instanceof GapAwareTrackingToken aware
                        && aware.getGaps().contains(index));
    }
}
