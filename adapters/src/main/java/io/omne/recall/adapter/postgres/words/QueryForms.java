package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.words.Bm25.Conditions;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The indexed forms that a query asks for.
final class QueryForms {

    private QueryForms() {}

    /// Those of its terms and conditions.
    static Forms of(ParsedQuery query) {
        Conditions conditions = conditions(query);
        return new Forms(Stream.of(
                        alternatives(query.terms()),
                        conditions.required(),
                        conditions.excluded(),
                        words(query.excludedPhrases()))
                .flatMap(Collection::stream)
                .distinct()
                .toList());
    }

    static Conditions conditions(ParsedQuery query) {
        return new Conditions(words(query.phrases()), alternatives(query.excluded()));
    }

    private static Set<String> alternatives(List<QueryTerm> terms) {
        return terms.stream().flatMap(it -> it.alternatives().stream()).collect(Collectors.toSet());
    }

    private static Set<String> words(List<Phrase> phrases) {
        return phrases.stream().flatMap(it -> it.words().stream()).collect(Collectors.toSet());
    }
}
