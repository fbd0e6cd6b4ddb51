package io.omne.recall.application.searching;

import static java.util.Objects.requireNonNullElseGet;

import io.omne.embedding.TextSpan;
import io.omne.recall.api.SearchHit.Passage;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import io.omne.recall.application.TextAnalyzer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the words of a question in a memory's content, and the part of the content that matches best.
@Component
class MatchingText {

    /// The longest passage, in code points, where the vectors do not say which part is meant.
    private static final int LONGEST = 600;

    /// The most words that are compared to find the best part.
    private static final int MOST_COMPARED = 500;

    /// The most words that an answer names.
    private static final int MOST_WORDS = 50;

    private final TextAnalyzer analyzer;

    MatchingText(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /// @param words as they stand in the content, each once
    record Matches(Passage passage, List<String> words) {}

    /// As {@link #in} does, but reads the best passage by its vector alone, or the beginning. For the last hits of a
    /// search whose time is over: it takes up to a tenth of a second to find the words of a long text.
    Matches inPassage(String content, ParsedQuery query, @Nullable TextSpan span) {
        var text = new CodePoints(content);
        TextSpan best =
                requireNonNullElseGet(within(text, span), () -> new TextSpan(0, Math.min(text.length(), LONGEST)));
        String passage = text.between(best.start(), best.end());
        return new Matches(
                new Passage(passage, best.start(), best.end()),
                in(passage, query, new TextSpan(0, best.end() - best.start())).words());
    }

    private static @Nullable TextSpan within(CodePoints text, @Nullable TextSpan span) {
        return span == null || span.end() > text.length() ? null : span;
    }

    /// @param span the best passage by its vector; null if there is none
    Matches in(String content, ParsedQuery query, @Nullable TextSpan span) {
        var text = new CodePoints(content);
        List<Term> matching = matching(content, query);
        TextSpan best = requireNonNullElseGet(within(text, span), () -> around(matching, text.length()));
        List<String> words = matching.stream()
                .map(term -> text.between(term.start(), term.end()))
                .distinct()
                .limit(MOST_WORDS)
                .toList();
        return new Matches(new Passage(text.between(best.start(), best.end()), best.start(), best.end()), words);
    }

    private List<Term> matching(String content, ParsedQuery query) {
        Set<String> forms = Stream.concat(
                        query.terms().stream().flatMap(term -> term.alternatives().stream()),
                        query.phrases().stream().map(Phrase::words).flatMap(List::stream))
                .collect(Collectors.toSet());
        return analyzer.terms(content).stream()
                .filter(term -> term.kind() != Kind.STOP_WORD)
                .filter(term -> forms.contains(term.text()) || forms.contains(term.stem()))
                .toList();
    }

    /// The part with the most different words, from its first one.
    private static TextSpan around(List<Term> matching, int length) {
        if (length <= LONGEST || matching.isEmpty()) {
            return new TextSpan(0, Math.min(length, LONGEST));
        }
        int best = 0;
        long most = 0;
        for (int first = 0; first < Math.min(matching.size(), MOST_COMPARED); first++) {
            int from = matching.get(first).start();
            long words = matching.stream()
                    .skip(first)
                    .takeWhile(term -> term.end() <= from + LONGEST)
                    .map(Term::stem)
                    .distinct()
                    .count();
            if (words > most) {
                most = words;
                best = from;
            }
        }
        int start = Math.max(0, Math.min(best, length - LONGEST));
        return new TextSpan(start, Math.min(length, start + LONGEST));
    }
}
