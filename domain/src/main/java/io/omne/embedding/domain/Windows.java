package io.omne.embedding.domain;

import java.util.ArrayList;
import java.util.List;

/// Divides a text of many tokens into windows of at most `size` tokens. Each window repeats the last `overlap`
/// tokens of the one before it, so that a sentence at a border is not seen only in halves.
///
/// A single vector for a long text would lose what is said at its end; the best window finds it
/// (`docs/adr/0005-a-vector-per-passage.md`).
public record Windows(int size, int overlap) {

    public Windows {
        if (size < 1 || overlap < 0 || overlap >= size) {
            throw new IllegalArgumentException("windows of %d tokens that overlap by %d".formatted(size, overlap));
        }
    }

    /// A run of tokens: `from` is the first one, `to` the one after the last.
    public record Window(int from, int to) {}

    /// The fewest windows that cover `tokens` tokens, in order. The windows are of nearly equal length: a text that
    /// is one token too long for a window becomes two halves, not a full window and a very short one.
    public List<Window> over(int tokens) {
        if (tokens <= size) {
            return List.of(new Window(0, tokens));
        }
        int stride = size - overlap;
        int count = Math.ceilDiv(tokens - overlap, stride);
        var windows = new ArrayList<Window>(count);
        int fresh = tokens - overlap;
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) fresh * i / count);
            int to = (int) ((long) fresh * (i + 1) / count) + overlap;
            windows.add(new Window(from, to));
        }
        return List.copyOf(windows);
    }
}
