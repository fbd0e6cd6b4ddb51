package io.omne.recall.application;

import java.util.List;

/// Finds the words of texts and questions. Never fails, whatever the text.
public interface TextAnalyzer {

    /// The terms of a text in the order of their start, a compound before its parts.
    List<Term> terms(String text);

    /// The question without what it excludes; all of it if nothing else is left.
    String wanted(String question);

    /// Reads a question: its words, `"phrases"` that are required, and `-words` that are excluded.
    ParsedQuery parse(String question);
}
