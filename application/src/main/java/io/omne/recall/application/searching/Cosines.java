package io.omne.recall.application.searching;

import io.omne.embedding.api.VectorSearch.Match;
import java.util.Comparator;
import java.util.List;

/// How near memories are to a question.
///
/// @param nearest what a search by meaning finds, the nearest first
/// @param others further memories, in any order
/// @param areAll whether no other memory that may be found has a vector
record Cosines(List<Match> nearest, List<Match> others, boolean areAll) {

    static Cosines ofNearest(List<Match> nearest) {
        return new Cosines(nearest, List.of(), false);
    }

    /// @param all the memories that may be found, in any order
    /// @param depth how many of them are found
    static Cosines ofAll(List<Match> all, int depth) {
        List<Match> sorted = all.stream()
                .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                .toList();
        int found = Math.min(depth, sorted.size());
        return new Cosines(sorted.subList(0, found), sorted.subList(found, sorted.size()), true);
    }
}
