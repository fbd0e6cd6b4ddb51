package io.omne.memory.adapter.web.memories;

import io.omne.access.api.CreationLimit.Quota;
import io.omne.web.request.RateLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// The limit on creating memories, in answers.
final class MemoryLimit {

    private MemoryLimit() {}

    /// Returns no headers if the user has no limit.
    static HttpHeaders headers(@Nullable Quota quota) {
        return quota == null ? new HttpHeaders() : of(quota).headers();
    }

    static RateLimit of(Quota quota) {
        return new RateLimit(quota.limit(), quota.remaining(), quota.next());
    }
}
