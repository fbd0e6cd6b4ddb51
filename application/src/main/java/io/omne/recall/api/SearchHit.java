package io.omne.recall.api;

import io.omne.memory.api.MemoryView;
import io.omne.recall.ScoreParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory that was found.
///
/// @param isWhole false if the memory has more tokens than are wanted: then its content is its passage, and it has
///     neither title, tags nor metadata
/// @param score the estimated probability that it helps to answer, 0 to 1
/// @param meaning the cosine of its best passage; null if it was not found by meaning
/// @param words its score by BM25; null if it was not found by words
/// @param matched the words of the question that it has, as they stand in its content
/// @param before memories before it in its conversation, in order
/// @param after memories after it in its conversation, in order
/// @param parts what the score is made of
public record SearchHit(
        MemoryView memory,
        boolean isWhole,
        double score,
        @Nullable Double meaning,
        @Nullable Double words,
        Passage passage,
        List<String> matched,
        List<MemoryView> before,
        List<MemoryView> after,
        ScoreParts parts) {

    public SearchHit {
        matched = List.copyOf(matched);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The hit with its passage alone.
    public SearchHit onlyPassage() {
        return new SearchHit(
                memory.excerpt(passage.text()),
                false,
                score,
                meaning,
                words,
                passage,
                matched,
                List.of(),
                List.of(),
                parts);
    }

    /// The part of a memory's content that matched best.
    ///
    /// @param start its first code point in the content, from 0
    /// @param end the code point after its last
    public record Passage(String text, int start, int end) {}
}
