package io.omne.recall.api;

import io.omne.memory.api.MemoryView;
import io.omne.recall.ScoreParts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A memory that was found.
///
/// @param isWhole false if the memory has more tokens than are wanted: then its content is its passage, and it has
///     neither title, tags nor metadata
/// @param score the estimated probability that it helps to answer, 0 to 1
/// @param meaning the cosine of its best passage; null if it was not found by meaning
/// @param words its score by BM25; null if it was not found by words
/// @param matched the words of the question that it has, as they stand in its content
/// @param context what stands around it in its conversation; null if that was not wanted, or had no room in the
///     answer
/// @param parts what the score is made of
public record SearchHit(
        MemoryView memory,
        boolean isWhole,
        double score,
        @Nullable Double meaning,
        @Nullable Double words,
        Passage passage,
        List<String> matched,
        @Nullable Context context,
        ScoreParts parts) {

    public SearchHit {
        matched = List.copyOf(matched);
    }

    /// The hit with its passage alone.
    public SearchHit onlyPassage() {
        return new SearchHit(
                memory.excerpt(passage.text()), false, score, meaning, words, passage, matched, null, parts);
    }

    /// The hit without what stands around it.
    public SearchHit withoutContext() {
        return new SearchHit(memory, isWhole, score, meaning, words, passage, matched, null, parts);
    }

    /// Memories before and after one in its conversation, in order.
    public record Context(List<MemoryView> before, List<MemoryView> after) {

        public Context {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        public Stream<MemoryView> memories() {
            return Stream.concat(before.stream(), after.stream());
        }
    }

    /// The part of a memory's content that matched best.
    ///
    /// @param start its first code point in the content, from 0
    /// @param end the code point after its last
    public record Passage(String text, int start, int end) {}
}
