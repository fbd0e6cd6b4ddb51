package io.omne.recall.adapter.postgres.words;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.omne.access.UserId;

/// Keeps the memories in no block of users who have searched lately: to read them again takes most of the time of a
/// search. An entry is never wrong, whoever writes, because each search asks which of its memories there still are.
final class LooseCache {

    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Cache<UserId, LooseRows> users = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((UserId _, LooseRows rows) -> rows.bytes())
            .build();

    LooseRows of(UserId owner) {
        LooseRows known = users.getIfPresent(owner);
        return known == null ? LooseRows.NONE : known;
    }

    void keep(UserId owner, LooseRows rows) {
        users.put(owner, rows);
    }
}
