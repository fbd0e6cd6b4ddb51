package io.omne.recall.adapter.postgres.words;

import io.omne.recall.adapter.postgres.packed.TermReader;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks whether a memory has the required phrases and none of the excluded ones.
record Phrases(List<Phrase> required, List<Phrase> excluded) {

    static Phrases of(ParsedQuery query) {
        return new Phrases(query.phrases(), query.excludedPhrases());
    }

    boolean isEmpty() {
        return required.isEmpty() && excluded.isEmpty();
    }

    boolean match(TermReader terms) {
        Map<String, BitSet> positions = positions(terms);
        return required.stream().allMatch(it -> occurs(it, positions))
                && excluded.stream().noneMatch(it -> occurs(it, positions));
    }

    private Map<String, BitSet> positions(TermReader terms) {
        Set<String> wanted = Stream.concat(required.stream(), excluded.stream())
                .flatMap(it -> it.words().stream())
                .collect(Collectors.toSet());
        var positions = new HashMap<String, BitSet>();
        while (terms.next(true)) {
            String text = terms.text();
            if (wanted.contains(text)) {
                BitSet of = positions.computeIfAbsent(text, _ -> new BitSet());
                for (int position : terms.positions()) {
                    of.set(position);
                }
            }
        }
        return positions;
    }

    /// A single character of Chinese or Japanese is a phrase, and has no position.
    private static boolean occurs(Phrase phrase, Map<String, BitSet> positions) {
        if (phrase.words().size() == 1) {
            return positions.containsKey(phrase.words().getFirst());
        }
        BitSet first = positions.getOrDefault(phrase.words().getFirst(), new BitSet());
        return first.stream().anyMatch(start -> {
            for (int i = 1; i < phrase.words().size(); i++) {
                BitSet next = positions.get(phrase.words().get(i));
                if (next == null || !next.get(start + i)) {
                    return false;
                }
            }
            return true;
        });
    }
}
