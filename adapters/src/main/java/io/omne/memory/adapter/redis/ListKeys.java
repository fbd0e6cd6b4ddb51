package io.omne.memory.adapter.redis;

import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The keys under which the answer to a query is cached.
///
/// @param page the key of the page
/// @param kept for how long the page is cached
/// @param count the key of the page's total; null if the page itself holds its total, or has none
record ListKeys(String page, Duration kept, @Nullable String count) {

    static final Duration KEPT = Duration.ofMinutes(2);
    static final Duration RECENT_KEPT = Duration.ofMinutes(1);

    static ListKeys of(ListMemories query) {
        String user = "memories:user:" + query.owner();
        String count = query.start() instanceof PageStart.Page && query.filter().equals(MemoryFilter.NONE)
                ? user + ":count"
                : null;
        return query.isRecent()
                ? new ListKeys(user + ":recent", RECENT_KEPT, count)
                : new ListKeys(user + ":list:" + hash(query), KEPT, count);
    }

    private static String hash(ListMemories query) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(CacheEntry.json(query).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
