package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.adapter.postgres.words.RandomIndex.Indexed;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term.Kind;
import io.omne.recall.application.indexing.IndexEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// BM25 as it is written in a book, over all memories.
final class NaiveSearch {

    private final Map<MemoryId, Indexed> memories = new HashMap<>();

    NaiveSearch(Map<MemoryId, Indexed> all, Selection selection) {
        memories.putAll(all);
        memories.keySet().removeIf(id -> switch (selection) {
            case Selection.Everything _ -> false;
            case Selection.Only(MemoryIds ids) -> !ids.contains(id);
            case Selection.AllBut(MemoryIds ids) -> ids.contains(id);
        });
    }

    Set<MemoryId> selected() {
        return memories.keySet();
    }

    long memories() {
        return memories.size();
    }

    double averageLength() {
        return memories.values().stream()
                .mapToInt(it -> length(it.entry()))
                .average()
                .orElse(0);
    }

    private static int length(IndexEntry entry) {
        return (int) entry.terms().stream().filter(it -> it.kind() == Kind.WORD).count();
    }

    static int[] frequencies(IndexEntry entry, ParsedQuery query) {
        return query.terms().stream().mapToInt(it -> frequency(entry, it)).toArray();
    }

    /// The frequency of the form that occurs most.
    private static int frequency(IndexEntry entry, QueryTerm term) {
        return term.alternatives().stream()
                .mapToInt(form -> (int) entry.terms().stream()
                        .filter(it -> it.text().equals(form) || it.stem().equals(form))
                        .count())
                .max()
                .orElse(0);
    }

    Set<String> scores(ParsedQuery query, List<Boolean> misspelt) {
        double average = averageLength();
        double[] idf = query.terms().stream().mapToDouble(this::idf).toArray();
        for (int i = 0; i < idf.length; i++) {
            idf[i] *= misspelt.get(i) ? 0.5 : 1;
        }
        return memories.values().stream()
                .map(Indexed::entry)
                .filter(it -> query.terms().stream().anyMatch(term -> frequency(it, term) > 0))
                .map(it -> "%s %.9f".formatted(it.key().id(), score(it, query, idf, average)))
                .collect(Collectors.toSet());
    }

    private double idf(QueryTerm term) {
        double having = memories.values().stream()
                .filter(it -> frequency(it.entry(), term) > 0)
                .count();
        return Math.log(1 + (memories.size() - having + 0.5) / (having + 0.5));
    }

    private static double score(IndexEntry entry, ParsedQuery query, double[] idf, double average) {
        double score = 0;
        for (int i = 0; i < idf.length; i++) {
            double tf = frequency(entry, query.terms().get(i));
            score += idf[i] * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length(entry) / average));
        }
        return score;
    }

    Set<MemoryId> around(List<MemoryId> named, int neighbours) {
        Set<MemoryId> found = new HashSet<>();
        for (MemoryId id : named) {
            Indexed it = memories.get(id);
            if (it != null) {
                List<Indexed> conversation = conversation(it);
                int at = conversation.indexOf(it);
                conversation
                        .subList(Math.max(0, at - neighbours), Math.min(conversation.size(), at + neighbours + 1))
                        .forEach(near -> found.add(near.entry().key().id()));
            }
        }
        return found;
    }

    private List<Indexed> conversation(Indexed of) {
        if (of.entry().conversation() == null) {
            return List.of(of);
        }
        var conversation = new ArrayList<Indexed>();
        memories.values().stream()
                .filter(it ->
                        Objects.equals(it.entry().conversation(), of.entry().conversation()))
                .sorted(Comparator.comparing((Indexed it) -> it.entry().happenedAt())
                        .thenComparingInt(Indexed::number))
                .forEach(conversation::add);
        return conversation;
    }
}
