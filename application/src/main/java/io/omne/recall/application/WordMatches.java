package io.omne.recall.application;

import io.omne.memory.MemoryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found by words.
///
/// @param query the query with the misspellings that were found
/// @param best the best memories, best first
/// @param memories how many memories are selected
/// @param averageLength how many terms these have on average; 0 if there are none
/// @param documentFrequencies how many of these have each term of the query, in the order of the terms
/// @param misspelt for each term, whether it stands for terms that differ by one letter
/// @param all the selected memories, if the user has few; otherwise null
public record WordMatches(
        ParsedQuery query,
        List<WordMatch> best,
        long memories,
        double averageLength,
        List<Long> documentFrequencies,
        List<Boolean> misspelt,
        @Nullable UserMemories all) {

    public WordMatches {
        best = List.copyOf(best);
        documentFrequencies = List.copyOf(documentFrequencies);
        misspelt = List.copyOf(misspelt);
    }

    /// @param score by BM25; 0 if the memory has required phrases and no term of the query
    public record WordMatch(MemoryId id, double score) {}
}
