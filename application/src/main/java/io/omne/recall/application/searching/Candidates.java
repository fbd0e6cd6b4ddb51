package io.omne.recall.application.searching;

import io.omne.embedding.api.VectorSearch.Match;
import io.omne.memory.MemoryId;
import io.omne.recall.domain.Candidate;
import io.omne.recall.domain.IndexedMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Makes candidates of the ranking of what the indexes have.
final class Candidates {

    private Candidates() {}

    static List<Candidate> of(List<IndexedMemory> memories, Map<UUID, Match> matches) {
        return memories.stream()
                .map(memory -> new Candidate(memory, cosine(memory, matches)))
                .toList();
    }

    /// What was found by meaning, without what only the index of words knows of it.
    static List<IndexedMemory> alone(Found found) {
        int terms = found.rankedBy().terms().size();
        return found.byMeaning().stream()
                .map(match -> new IndexedMemory(
                        new MemoryId(match.id()),
                        0,
                        null,
                        Instant.EPOCH,
                        null,
                        0,
                        new int[terms],
                        new short[0],
                        Set.of()))
                .toList();
    }

    private static double cosine(IndexedMemory memory, Map<UUID, Match> matches) {
        Match match = matches.get(memory.id().value());
        return match == null ? Double.NaN : match.cosine();
    }
}
