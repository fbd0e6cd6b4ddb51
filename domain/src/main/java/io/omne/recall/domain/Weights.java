package io.omne.recall.domain;

/// What the parts of a score are worth, fitted on questions with known answers (`docs/adr/0036-the-ranking.md`).
final class Weights {

    static final double WORDS = 0.2;
    static final double MEANING = 1.3;
    static final double PIECES = 0.65;
    static final double SPEAKER = 0.2;
    static final double FIRST_PERSON = 0.12;
    static final double REPLY = 0.01;
    static final double LENGTH = 0.01;
    static final double WHEN = 0.15;
    static final double DATE = 0.46;

    /// Stands for the cosine of a memory that has none: what is usual among candidates.
    static final double USUAL_COSINE = 0.45;

    private Weights() {}
}
