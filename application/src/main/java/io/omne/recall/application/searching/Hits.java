package io.omne.recall.application.searching;

import io.omne.embedding.TextSpan;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryView;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.application.searching.RankedSearch.Ranked;
import io.omne.recall.domain.RankedMemory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Makes the answer of the best memories: what they are, where they match, and what was said around them.
@Component
class Hits {

    private static final double PRECISION = 10_000;

    private final AnswerMemories memories;
    private final Surroundings surroundings;
    private final MatchingText texts;

    Hits(AnswerMemories memories, Surroundings surroundings, MatchingText texts) {
        this.memories = memories;
        this.surroundings = surroundings;
        this.texts = texts;
    }

    /// The best memories, at most as many as are wanted. One that was deleted meanwhile is left out.
    Mono<List<SearchHit>> of(Found found, Ranked ranked) {
        SearchMemories search = found.asked().search();
        List<RankedMemory> best = ranked.memories().stream()
                .filter(it -> rounded(it.score()) >= search.minScore())
                .limit(search.limit())
                .toList();
        if (best.isEmpty()) {
            return Mono.just(List.of());
        }
        Map<MemoryId, Double> words = found.wordScores();
        return surroundings
                .of(found.asked(), best)
                .flatMap(around -> views(search, best, around)
                        .publishOn(Schedulers.parallel())
                        // A flux ends between two memories if the search is cancelled.
                        .flatMap(views -> Flux.fromIterable(best)
                                .filter(it -> views.containsKey(it.memory().id().value()))
                                .map(it -> hit(found, ranked, words, it, views, around))
                                .collectList())
                        .map(TokenLimit::limitContext)
                        .map(hits -> TokenLimit.apply(hits, search.maxTokens())));
    }

    private Mono<Map<UUID, MemoryView>> views(
            SearchMemories search, List<RankedMemory> best, Surroundings.Around around) {
        List<MemoryId> ids = best.stream().map(it -> it.memory().id()).toList();
        return memories.read(search.owner(), ids, ids.stream().flatMap(around::ids));
    }

    private SearchHit hit(
            Found found,
            Ranked ranked,
            Map<MemoryId, Double> words,
            RankedMemory memory,
            Map<UUID, MemoryView> views,
            Surroundings.Around around) {
        MemoryId id = memory.memory().id();
        MemoryView view = Objects.requireNonNull(views.get(id.value()));
        Match match = ranked.matches().get(id.value());
        TextSpan span = match == null ? null : match.span();
        MatchingText.Matches matches = found.asked().deadline().isOver()
                ? texts.inPassage(view.content(), found.query(), span)
                : texts.in(view.content(), found.query(), span);
        return new SearchHit(
                view,
                true,
                rounded(memory.score()),
                match == null ? null : match.cosine(),
                words.get(id),
                matches.passage(),
                matches.words(),
                around.of(id, views),
                memory.parts());
    }

    /// As the answer shows it, so that a score that was shown is a limit that finds its memory.
    private static double rounded(double score) {
        return Math.round(score * PRECISION) / PRECISION;
    }
}
