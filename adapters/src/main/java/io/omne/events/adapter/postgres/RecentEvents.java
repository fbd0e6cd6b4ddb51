package io.omne.events.adapter.postgres;

import io.omne.events.api.EventLog.Recent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Counts the latest events. Reads the event table backwards by its primary key.
final class RecentEvents {

    private static final String COUNTS = """
            with latest as (
                select payload_type, time_stamp::timestamptz as at from domain_events
                order by global_index desc limit :limit)
            select payload_type, count(*) as looked_at,
                count(*) filter (where at > now() - :millis * interval '1 millisecond') as recent,
                cast(extract(epoch from now() - min(at)) * 1000 as bigint) as oldest
            from latest group by payload_type""";

    private final NamedParameterJdbcTemplate jdbc;

    RecentEvents(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Count(String type, long lookedAt, long recent, long oldestMillis) {}

    Recent count(Duration window, int limit) {
        long lookedAt = 0;
        long oldest = 1;
        Map<String, Long> counts = new HashMap<>();
        for (Count it : jdbc.query(
                COUNTS,
                Map.of("limit", limit, "millis", window.toMillis()),
                (row, _) -> new Count(
                        row.getString("payload_type"),
                        row.getLong("looked_at"),
                        row.getLong("recent"),
                        row.getLong("oldest")))) {
            lookedAt += it.lookedAt();
            oldest = Math.max(oldest, it.oldestMillis());
            counts.put(it.type(), it.recent());
        }
        boolean isLimited = lookedAt == limit;
        return new Recent(counts, isLimited ? Duration.ofMillis(Math.min(oldest, window.toMillis())) : window);
    }
}
