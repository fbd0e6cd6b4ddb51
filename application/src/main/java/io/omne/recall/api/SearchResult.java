package io.omne.recall.api;

import io.omne.recall.TimeWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of {@link SearchMemories}.
///
/// @param hits the memories that were found, best first
/// @param model the embedding model whose vectors were used; null if none were
/// @param searched how many memories pass the filter
/// @param pending how many of these have no vectors, and could be found by their words alone
/// @param degraded the ways in which memories were not found although they were wanted, because the embedding model
///     was unavailable or the time was up; by words also if some of the user's last writes are not indexed yet
/// @param window the time that the question names; null if it names none
/// @param stale whether some of the user's writes before the request may be missing
public record SearchResult(
        List<SearchHit> hits,
        @Nullable String model,
        long searched,
        long pending,
        List<SearchMode> degraded,
        @Nullable TimeWindow window,
        boolean stale) {

    public SearchResult {
        hits = List.copyOf(hits);
        degraded = List.copyOf(degraded);
    }
}
