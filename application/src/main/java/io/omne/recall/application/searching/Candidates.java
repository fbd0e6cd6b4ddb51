package io.omne.recall.application.searching;

import io.omne.embedding.api.VectorSearch.Match;
import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.domain.Candidate;
import io.omne.recall.domain.IndexedMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes candidates of the ranking of what the indexes have.
final class Candidates {

    private Candidates() {}

    /// @param terms how many terms of the question count; further ones are excluded words
    static List<Candidate> of(List<IndexedMemory> memories, int terms, Map<UUID, Match> matches) {
        return memories.stream()
                .map(memory -> new Candidate(firstTerms(memory, terms), cosine(memory, matches)))
                .toList();
    }

    /// The memories that have an excluded word.
    static Set<MemoryId> excluded(List<IndexedMemory> memories, int terms) {
        return memories.stream()
                .filter(memory ->
                        Arrays.stream(memory.frequencies()).skip(terms).anyMatch(frequency -> frequency > 0))
                .map(IndexedMemory::id)
                .collect(Collectors.toSet());
    }

    /// What was found by meaning, without what only the index of words knows of it.
    static List<IndexedMemory> alone(Found found) {
        int terms = found.query().terms().size();
        return found.matches(List.of()).keySet().stream()
                .map(id -> new IndexedMemory(
                        new MemoryId(id), 0, null, Instant.EPOCH, null, 0, new int[terms], new short[0], Set.of()))
                .toList();
    }

    /// The excluded words become further terms, so that memories that have them are recognised.
    static ParsedQuery withExcluded(ParsedQuery query) {
        List<QueryTerm> terms =
                Stream.concat(query.terms().stream(), query.excluded().stream()).toList();
        return new ParsedQuery(terms, query.phrases(), List.of(), List.of());
    }

    private static IndexedMemory firstTerms(IndexedMemory memory, int terms) {
        return new IndexedMemory(
                memory.id(),
                memory.number(),
                memory.conversation(),
                memory.at(),
                memory.speaker(),
                memory.length(),
                Arrays.copyOf(memory.frequencies(), terms),
                memory.pieces(),
                memory.marks());
    }

    private static double cosine(IndexedMemory memory, Map<UUID, Match> matches) {
        Match match = matches.get(memory.id().value());
        return match == null ? Double.NaN : match.cosine();
    }
}
