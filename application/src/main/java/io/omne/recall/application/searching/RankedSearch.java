package io.omne.recall.application.searching;

import io.omne.embedding.api.VectorSearch.Match;
import io.omne.memory.MemoryId;
import io.omne.recall.application.UserMemories;
import io.omne.recall.application.WordIndex;
import io.omne.recall.application.WordMatches;
import io.omne.recall.domain.Candidate;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.PieceTable;
import io.omne.recall.domain.Question;
import io.omne.recall.domain.RankedMemory;
import io.omne.recall.domain.Ranking;
import io.omne.recall.domain.WordStatistics;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Ranks what was found, together with its neighbours in conversations, on a thread for computations.
@Component
class RankedSearch {

    /// How many memories before and after each are ranked with it.
    private static final int NEIGHBOURS = 2;

    private final WordIndex index;
    private final WaysOfFinding ways;
    private final Ranking ranking;

    RankedSearch(WordIndex index, WaysOfFinding ways, PieceTable table) {
        this.index = index;
        this.ways = ways;
        this.ranking = new Ranking(table);
    }

    /// The memories that may be answers, best first.
    ///
    /// @param matches the best passages of those that have vectors
    /// @param withWords whether the index of words could be used
    record Ranked(List<RankedMemory> memories, Map<UUID, Match> matches, boolean withWords) {}

    /// Ranks by vectors alone if the index of words does not give the memories in time.
    Mono<Ranked> rank(Found found) {
        return byAllParts(found)
                .timeout(found.asked().deadline().leftForRanking())
                .onErrorResume(
                        TimeoutException.class,
                        late -> canRankByVectors(found) ? Mono.just(byVectors(found)) : Mono.error(late));
    }

    /// Only the index of words says which memories have a phrase or an excluded word.
    private static boolean canRankByVectors(Found found) {
        return found.meaning().value() != null && !found.query().hasConditions();
    }

    private Ranked byVectors(Found found) {
        Ranked ranked = rank(found, Candidates.alone(found), found.matches(List.of()));
        return new Ranked(ranked.memories(), ranked.matches(), false);
    }

    private Mono<Ranked> byAllParts(Found found) {
        return around(found)
                .flatMap(memories -> ways.passages(
                                found, memories.stream().map(IndexedMemory::id).toList())
                        .publishOn(Schedulers.parallel())
                        .map(found::matches)
                        .map(matches -> rank(found, memories, matches)));
    }

    private Mono<List<IndexedMemory>> around(Found found) {
        Asked asked = found.asked();
        int neighbours = asked.isOnlyByWords() ? 0 : NEIGHBOURS;
        WordMatches words = found.words().value();
        UserMemories all = words == null ? null : words.all();
        return all != null
                ? Mono.fromSupplier(() -> all.around(found.ids(), neighbours))
                : index.around(asked.search().owner(), found.rankedBy(), found.ids(), neighbours, asked.selection());
    }

    private Ranked rank(Found found, List<IndexedMemory> memories, Map<UUID, Match> matches) {
        Asked asked = found.asked();
        int terms = found.rankedBy().terms().size();
        List<Candidate> candidates = Candidates.of(memories, matches);
        Set<MemoryId> wanted = wanted(asked, found);
        List<RankedMemory> ranked = ranking.rank(question(asked), statistics(found, terms), candidates).stream()
                .filter(it -> wanted.isEmpty() || wanted.contains(it.memory().id()))
                .toList();
        return new Ranked(ranked, matches, true);
    }

    /// The memories that were found, if their neighbours cannot be answers; empty if they can.
    private static Set<MemoryId> wanted(Asked asked, Found found) {
        return switch (asked.search().mode()) {
            case HYBRID -> Set.of();
            case WORDS, MEANING -> found.ids();
        };
    }

    /// A search by meaning alone takes no word of the question into account.
    private static Question question(Asked asked) {
        return asked.search().mode().usesWords()
                ? asked.question()
                : new Question(
                        asked.question().text(), List.of(), asked.question().window());
    }

    private static WordStatistics statistics(Found found, int terms) {
        WordMatches words = found.words().value();
        return words == null
                ? new WordStatistics(0, 0, Collections.nCopies(terms, 0L))
                : new WordStatistics(words.memories(), words.averageLength(), words.documentFrequencies());
    }
}
