package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// A range of keys of memories, with both ends included, in the order of the tables.
record KeyRange(UUID fromUser, UUID fromId, UUID toUser, UUID toId) {

    static final UUID FIRST = new UUID(0, 0);
    static final UUID LAST = new UUID(-1, -1);
    static final KeyRange ALL = new KeyRange(FIRST, FIRST, LAST, LAST);

    /// The SQL condition that `user_id` and `id` of a table are in the range, for {@link #parameters}.
    static String holds(String table) {
        return "(%1$s.user_id, %1$s.id) >= (:from_user, :from_id) and (%1$s.user_id, %1$s.id) <= (:to_user, :to_id)"
                .formatted(table);
    }

    KeyRange upTo(MemoryKey key) {
        return new KeyRange(fromUser, fromId, key.owner().value(), key.id().value());
    }

    KeyRange after(MemoryKey key) {
        return new KeyRange(key.owner().value(), next(key.id().value()), toUser, toId);
    }

    /// The id after this one.
    static UUID next(UUID id) {
        long low = id.getLeastSignificantBits() + 1;
        return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
    }

    MapSqlParameterSource parameters() {
        return new MapSqlParameterSource()
                .addValue("from_user", fromUser)
                .addValue("from_id", fromId)
                .addValue("to_user", toUser)
                .addValue("to_id", toId);
    }
}
