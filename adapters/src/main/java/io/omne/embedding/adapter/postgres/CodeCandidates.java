package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.adapter.postgres.CodePage.PassageKey;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSelection;
import io.omne.embedding.domain.BinaryCode;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Collects the passages whose codes are nearest to a question.
final class CodeCandidates {

    private final IndexedModel model;
    private final BinaryCode question;
    private final Predicate<UUID> isSelected;
    private final int most;

    /// The farthest first.
    private final PriorityQueue<Candidate> nearest = new PriorityQueue<>(Comparator.comparingDouble(Candidate::score));

    /// @param most how many passages are collected
    CodeCandidates(QueryVector query, VectorSelection selection, int most) {
        this.model = query.model();
        this.question = BinaryCode.comparedWith(query.vector());
        this.isSelected = isSelected(selection);
        this.most = most;
    }

    private record Candidate(float score, PassageKey key) {}

    private static Predicate<UUID> isSelected(VectorSelection selection) {
        return switch (selection) {
            case VectorSelection.Only only -> Set.copyOf(only.ids())::contains;
            case VectorSelection.AllBut allBut -> Predicate.not(Set.copyOf(allBut.ids())::contains);
        };
    }

    /// @param pages of one cluster
    /// @param centre the inner product of the question and the centre of the cluster
    void add(byte[] pages, float centre) {
        CodePage.forEach(model, pages, (bytes, from) -> add(bytes, from, centre));
    }

    private void add(byte[] page, int from, float centre) {
        float score = question.score(page, CodePage.code(from), centre);
        if (nearest.size() == most && score <= nearest.element().score()) {
            return;
        }
        PassageKey key = CodePage.key(page, from);
        if (isSelected.test(key.entry())) {
            nearest.add(new Candidate(score, key));
            if (nearest.size() > most) {
                nearest.remove();
            }
        }
    }

    /// Each passage once, even if several pages have it. Sorted by text: then they are found faster.
    List<PassageKey> keys() {
        return nearest.stream()
                .map(Candidate::key)
                .distinct()
                .sorted(Comparator.comparing(PassageKey::entry))
                .toList();
    }
}
