package io.omne.recall.application.searching;

import io.omne.memory.api.MemoryView;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchHit.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps as many of the best memories as fit into a number of tokens. A token of a language model is counted as four
/// bytes of UTF-8, which is about right for English, and more than enough for other languages.
final class TokenLimit {

    private static final int BYTES = 4;

    /// The names, ids and times of a memory in an answer.
    private static final int OVERHEAD = 150;

    /// The most tokens of the memories around all hits of an answer, 4 MB.
    static final long MOST_AROUND = 1_000_000;

    private TokenLimit() {}

    /// Leaves out what stands around the first hit that has no room for it, and around all after it.
    ///
    /// @param hits best first
    static List<SearchHit> limitContext(List<SearchHit> hits) {
        List<SearchHit> limited = new ArrayList<>();
        long left = MOST_AROUND;
        for (SearchHit hit : hits) {
            left -= left < 0 ? 0 : aroundIt(hit);
            limited.add(left < 0 ? hit.withoutContext() : hit);
        }
        return limited;
    }

    /// @param hits best first
    /// @param most null for any number
    /// @return at least the best one, with its passage alone if the whole does not fit
    static List<SearchHit> apply(List<SearchHit> hits, @Nullable Integer most) {
        if (most == null || hits.isEmpty()) {
            return hits;
        }
        List<SearchHit> kept = new ArrayList<>();
        long left = most;
        for (SearchHit hit : hits) {
            left -= tokens(hit);
            if (left < 0) {
                break;
            }
            kept.add(hit);
        }
        return kept.isEmpty() ? List.of(hits.getFirst().onlyPassage()) : kept;
    }

    private static long tokens(SearchHit hit) {
        return tokens(hit.memory())
                + aroundIt(hit)
                + tokens(hit.passage().text())
                + tokens(String.join(" ", hit.matched()));
    }

    private static long aroundIt(SearchHit hit) {
        Context context = hit.context();
        return context == null
                ? 0
                : context.memories().mapToLong(TokenLimit::tokens).sum();
    }

    static int tokens(MemoryView memory) {
        return OVERHEAD
                + tokens(memory.content())
                + tokens(String.valueOf(memory.title()))
                + tokens(String.valueOf(memory.sourceId()))
                + tokens(memory.relatedMemories().toString())
                + tokens(String.join(" ", memory.tags()))
                + tokens(memory.metadata().toString());
    }

    private static int tokens(String text) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES);
    }
}
