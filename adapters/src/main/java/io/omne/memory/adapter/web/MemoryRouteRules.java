package io.omne.memory.adapter.web;

import io.omne.memory.adapter.web.events.LastEventId;
import io.omne.memory.adapter.web.memories.BulkRoute;
import io.omne.memory.adapter.web.memories.IdempotencyKeyHeader;
import io.omne.memory.adapter.web.memories.MemoryRoutes;
import io.omne.web.request.RateLimit;
import io.omne.web.request.RouteRules;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

@Component
class MemoryRouteRules implements RouteRules {

    @Override
    public Map<String, Long> bodyLimits() {
        return Map.of(MemoryRoutes.PATH + "/bulk", (long) BulkRoute.MOST_BYTES);
    }

    @Override
    public Set<String> requestHeaders() {
        return Set.of(IdempotencyKeyHeader.HEADER, HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, LastEventId.HEADER);
    }

    @Override
    public Set<String> responseHeaders() {
        return Set.of(
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION,
                "Omne-Cleaned",
                "Omne-Stale",
                RateLimit.LIMIT,
                RateLimit.REMAINING,
                RateLimit.RESET);
    }
}
