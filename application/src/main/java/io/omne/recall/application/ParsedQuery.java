package io.omne.recall.application;

import java.util.List;
import java.util.Set;

/// What a question asks for by words.
///
/// @param terms memories with more of them are better; each is there once, in the order of the question. Empty if
///     the question has no word
/// @param phrases each must occur in a memory
/// @param excluded none may occur in a memory
/// @param excludedPhrases none may occur in a memory
public record ParsedQuery(
        List<QueryTerm> terms, List<Phrase> phrases, List<QueryTerm> excluded, List<Phrase> excludedPhrases) {

    public ParsedQuery {
        terms = List.copyOf(terms);
        phrases = List.copyOf(phrases);
        excluded = List.copyOf(excluded);
        excludedPhrases = List.copyOf(excludedPhrases);
    }

    /// Whether a memory is no answer if it lacks a phrase or has what is excluded.
    public boolean hasConditions() {
        return !(phrases.isEmpty() && excluded.isEmpty() && excludedPhrases.isEmpty());
    }

    /// @param text the word in lower case, without accents
    /// @param alternatives the indexed forms that count as the word: the word, its stems and what it may be a
    ///     misspelling of
    public record QueryTerm(String text, Set<String> alternatives) {

        public QueryTerm {
            alternatives = Set.copyOf(alternatives);
        }
    }

    /// @param words in lower case and without accents, one after the other; at least one
    public record Phrase(List<String> words) {

        public Phrase {
            words = List.copyOf(words);
        }
    }
}
