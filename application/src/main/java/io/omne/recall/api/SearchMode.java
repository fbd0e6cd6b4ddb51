package io.omne.recall.api;

/// The ways in which memories are found.
public enum SearchMode {
    /// By words and by meaning, in one ranking.
    HYBRID,
    /// By the vectors of memories alone, which those that are not embedded yet do not have.
    MEANING,
    /// By the words of memories alone.
    WORDS;

    /// Whether memories are found by their vectors.
    public boolean usesMeaning() {
        return this != WORDS;
    }

    /// Whether memories are found by their words.
    public boolean usesWords() {
        return this != MEANING;
    }
}
