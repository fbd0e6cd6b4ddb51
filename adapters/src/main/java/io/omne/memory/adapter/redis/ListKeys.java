package io.omne.memory.adapter.redis;

import io.omne.memory.Tags;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.Place;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the answer to a query is kept.
///
/// @param page the key of the page
/// @param kept for how long the page is kept
/// @param count the key of the page's total; null where the page itself holds its total, or has none
record ListKeys(String page, Duration kept, @Nullable String count) {

    static final Duration KEPT = Duration.ofMinutes(2);
    static final Duration RECENT_KEPT = Duration.ofMinutes(1);

    static ListKeys of(ListMemories query) {
        ListMemories plain = plain(query);
        String user = "memories:user:" + query.owner();
        String count = plain.place() instanceof Place.Page && plain.filter().equals(MemoryFilter.NONE)
                ? user + ":count"
                : null;
        return plain.isRecent()
                ? new ListKeys(user + ":recent", RECENT_KEPT, count)
                : new ListKeys(user + ":list:" + hash(plain), KEPT, count);
    }

    /// The one query of all that ask the same: the order of tags makes no difference, nor does how many of
    /// them are to match where there are not two.
    private static ListMemories plain(ListMemories query) {
        MemoryFilter it = query.filter();
        List<String> tags = it.tags().values().stream().sorted().toList();
        var filter = new MemoryFilter(
                it.type(),
                it.source(),
                it.status(),
                new Tags(tags),
                tags.size() < 2 ? TagsMatch.ALL : it.match(),
                it.createdAfter(),
                it.createdBefore());
        return new ListMemories(query.owner(), filter, query.order(), query.place(), query.perPage());
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
