package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.domain.IndexedMemory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes of rows what the ranking reads for a query, and leaves out those that break its conditions.
final class RowFilter {

    private final Forms forms;
    private final Phrases phrases;
    private final List<int[]> terms;
    private final List<int[]> excluded;

    RowFilter(ParsedQuery query) {
        this.forms = QueryForms.of(query);
        this.phrases = Phrases.of(query);
        this.terms = indexes(query.terms());
        this.excluded = indexes(query.excluded());
    }

    /// Of each term, the places of its alternatives among the forms.
    private List<int[]> indexes(List<QueryTerm> of) {
        return of.stream()
                .map(term ->
                        term.alternatives().stream().mapToInt(forms::indexOf).toArray())
                .toList();
    }

    List<IndexedMemory> memories(Collection<IndexedRow> rows) {
        return rows.stream()
                .flatMap(row -> memory(row, row.terms().frequencies(forms)).stream())
                .toList();
    }

    /// Empty if the memory lacks a phrase of the query, or has what the query excludes.
    ///
    /// @param byForm how often it has each of the forms of the query
    Optional<IndexedMemory> memory(IndexedRow row, int[] byForm) {
        boolean isWanted = IntStream.of(frequencies(excluded, byForm)).noneMatch(it -> it > 0)
                && (phrases.isEmpty() || phrases.match(row.terms()));
        return isWanted ? Optional.of(row.memory(frequencies(terms, byForm))) : Optional.empty();
    }

    private static int[] frequencies(List<int[]> terms, int[] byForm) {
        int[] frequencies = new int[terms.size()];
        for (int i = 0; i < frequencies.length; i++) {
            for (int form : terms.get(i)) {
                frequencies[i] = Math.max(frequencies[i], byForm[form]);
            }
        }
        return frequencies;
    }
}
