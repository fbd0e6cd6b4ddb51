package io.omne.recall.adapter.lucene;

import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a query of the parts of a question.
final class QueryBuilder {

    private static final int SHORTEST_EXCLUDED = 3;

    private final Function<String, List<Term>> analyze;
    private final Stems stems;

    /// @param stems by which the texts are analysed
    QueryBuilder(Function<String, List<Term>> analyze, Stems stems) {
        this.analyze = analyze;
        this.stems = stems;
    }

    ParsedQuery build(QuestionParts parts) {
        List<Term> terms = analyze.apply(parts.text());
        List<Term> telling =
                terms.stream().filter(it -> it.kind() != Kind.STOP_WORD).toList();
        var excluded = new ArrayList<QueryTerm>();
        var excludedPhrases = new ArrayList<Phrase>();
        for (String it : parts.excluded()) {
            List<Term> words = analyze.apply(it);
            if (words.size() == 1 && isTooCommon(words.getFirst())) {
                continue;
            }
            if (words.size() == 1) {
                excluded.add(queryTerm(words.getFirst()));
            } else {
                phrase(words).ifPresent(excludedPhrases::add);
            }
        }
        List<Phrase> phrases = parts.phrases().stream()
                .map(analyze)
                .flatMap(words -> phrase(words).stream())
                .toList();
        return new ParsedQuery(queryTerms(telling.isEmpty() ? terms : telling), phrases, excluded, excludedPhrases);
    }

    /// An option of a command, such as `-it`, would exclude nearly all memories of a language.
    private static boolean isTooCommon(Term word) {
        boolean isShort = word.text().length() < SHORTEST_EXCLUDED
                && Character.UnicodeScript.of(word.text().codePointAt(0)) == Character.UnicodeScript.LATIN;
        return isShort || word.kind() == Kind.STOP_WORD;
    }

    private List<QueryTerm> queryTerms(Collection<Term> terms) {
        Map<String, QueryTerm> unique = new LinkedHashMap<>();
        terms.forEach(it -> unique.computeIfAbsent(it.text(), _ -> queryTerm(it)));
        return List.copyOf(unique.values());
    }

    private QueryTerm queryTerm(Term term) {
        Set<String> alternatives = new LinkedHashSet<>(Set.of(term.text()));
        alternatives.add(term.stem());
        if (term.kind() == Kind.WORD) {
            alternatives.addAll(stems.all(term.text()));
        }
        return new QueryTerm(term.text(), alternatives);
    }

    private static Optional<Phrase> phrase(List<Term> terms) {
        List<String> words = terms.stream()
                .filter(it -> it.kind() != Kind.COMPOUND)
                .map(Term::text)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(new Phrase(words));
    }
}
