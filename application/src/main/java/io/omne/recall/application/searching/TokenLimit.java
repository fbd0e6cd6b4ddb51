package io.omne.recall.application.searching;

import io.omne.memory.api.MemoryView;
import io.omne.recall.api.SearchHit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps as many of the best memories as fit into a number of tokens. A token of a language model is counted as four
/// bytes of UTF-8, which is about right for English, and more than enough for other languages.
final class TokenLimit {

    private static final int BYTES = 4;

    /// The names, ids and times of a memory in an answer.
    private static final int OVERHEAD = 150;

    private TokenLimit() {}

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
        long memories = Stream.of(Stream.of(hit.memory()), hit.before().stream(), hit.after().stream())
                .flatMap(it -> it)
                .mapToLong(TokenLimit::tokens)
                .sum();
        return memories + tokens(hit.passage().text()) + tokens(String.join(" ", hit.matched()));
    }

    private static int tokens(MemoryView memory) {
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
