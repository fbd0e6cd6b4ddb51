package io.omne.recall.adapter.postgres.words;

import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.words.Bm25.Scored;
import io.omne.recall.adapter.postgres.words.Bm25.TermHits;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.WordMatches;
import io.omne.recall.application.WordMatches.WordMatch;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A search for a query in what was read for it.
///
/// @param query with the misspellings that were found
/// @param misspelt for each term, whether it stands for others
/// @param terms what was found of each term
record WordSearch(ParsedQuery query, List<Boolean> misspelt, Corpus corpus, Groups groups, List<TermHits> terms) {

    private static final int MOST_CORRECTED = 8;

    static WordSearch of(ParsedQuery query, List<Boolean> misspelt, Corpus corpus, Selection selection) {
        Groups groups = Groups.of(corpus, selection, QueryForms.of(query));
        List<TermHits> terms = IntStream.range(0, query.terms().size())
                .mapToObj(i -> new TermHits(
                        groups.groups().stream()
                                .map(it -> it.hits(query.terms().get(i).alternatives()))
                                .toList(),
                        misspelt.get(i)))
                .toList();
        return new WordSearch(query, misspelt, corpus, groups, terms);
    }

    static WordSearch of(ParsedQuery query, Corpus corpus, Selection selection) {
        return of(query, query.terms().stream().map(_ -> false).toList(), corpus, selection);
    }

    /// The words of the query that no memory has and that may be misspelt; of many, the longest. Each has hundreds of
    /// misspellings.
    Set<String> unknownWords() {
        return unused().mapToObj(i -> query.terms().get(i).text())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .filter(Misspellings::existFor)
                .limit(MOST_CORRECTED)
                .collect(Collectors.toSet());
    }

    private IntStream unused() {
        return IntStream.range(0, terms.size())
                .filter(i -> groups.memories() > 0 && terms.get(i).memories() == 0);
    }

    /// This search with the misspellings that the corpus has.
    ///
    /// @param pages that may have misspellings of the unknown words
    WordSearch corrected(List<Corpus.Page> pages, Selection selection) {
        Map<String, Set<String>> misspellings =
                unknownWords().stream().collect(Collectors.toMap(Function.identity(), Misspellings::of));
        var forms = new Forms(
                misspellings.values().stream().flatMap(Set::stream).distinct().toList());
        corpus.add(pages, forms);
        Set<String> known = knownWords(forms);
        misspellings.values().forEach(it -> it.retainAll(known));
        Set<Integer> unused = unused().boxed().collect(Collectors.toSet());
        List<QueryTerm> corrected = IntStream.range(0, terms.size())
                .mapToObj(i -> unused.contains(i)
                        ? correct(query.terms().get(i), misspellings)
                        : query.terms().get(i))
                .toList();
        if (corrected.equals(query.terms())) {
            return this;
        }
        List<Boolean> changed = IntStream.range(0, terms.size())
                .mapToObj(i -> !corrected.get(i).equals(query.terms().get(i)))
                .toList();
        var next = new ParsedQuery(corrected, query.phrases(), query.excluded(), query.excludedPhrases());
        return of(next, changed, corpus, selection);
    }

    /// The forms of blocks that were read, and those that memories in no block have.
    private Set<String> knownWords(Forms forms) {
        var known = new HashSet<String>();
        corpus.blocks().values().forEach(it -> known.addAll(it.postings().keySet()));
        known.addAll(corpus.loose().known(forms));
        return known;
    }

    private static QueryTerm correct(QueryTerm term, Map<String, Set<String>> misspellings) {
        Set<String> alternatives = misspellings.getOrDefault(term.text(), Set.of());
        return alternatives.isEmpty() ? term : new QueryTerm(term.text(), alternatives);
    }

    /// Best first. The phrases of the query are not checked yet.
    List<Scored> best(int limit) {
        return Bm25.best(groups, terms, QueryForms.conditions(query), limit);
    }

    WordMatches matches(List<WordMatch> best) {
        return new WordMatches(
                query,
                best,
                groups.memories(),
                groups.averageLength(),
                terms.stream().map(TermHits::memories).toList(),
                misspelt,
                corpus.blocks().isEmpty() ? new LooseMemories(query, groups.loose()) : null);
    }
}
