package io.omne.recall.application.searching;

import io.omne.embedding.api.TextRefused;
import io.omne.recall.api.MeaningUnavailable;
import io.omne.recall.api.QuestionNotSupported;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.api.SearchMode;
import io.omne.recall.api.SearchResult;
import io.omne.recall.api.SearchTooSlow;
import io.omne.recall.application.searching.RankedSearch.Ranked;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Handles searches.
@Component
class SearchQueries {

    private final RunningSearches running;
    private final QuestionReader questions;
    private final WaysOfFinding ways;
    private final RankedSearch ranking;
    private final Hits hits;
    private final SearchSettings settings;

    SearchQueries(
            RunningSearches running,
            QuestionReader questions,
            WaysOfFinding ways,
            RankedSearch ranking,
            Hits hits,
            SearchSettings settings) {
        this.running = running;
        this.questions = questions;
        this.ways = ways;
        this.ranking = ranking;
        this.hits = hits;
        this.settings = settings;
    }

    @QueryHandler
    Flux<SearchResult> handle(SearchMemories search) {
        return running.limited(search.owner(), Mono.defer(() -> answer(search))).flux();
    }

    private Mono<SearchResult> answer(SearchMemories search) {
        var deadline = Deadline.startingNow(settings.timeLimit());
        return ways.find(questions.read(search, deadline), search, deadline)
                .doOnNext(found -> requireOneWay(search, found))
                .flatMap(found -> ranking.rank(found)
                        .flatMap(ranked -> hits.of(found, ranked).map(memories -> result(found, ranked, memories))))
                .timeout(settings.timeLimit().multipliedBy(2))
                .onErrorMap(TimeoutException.class, SearchTooSlow::new);
    }

    /// If every way that was wanted has failed, the answer is an error, and not an empty list.
    private static void requireOneWay(SearchMemories search, Found found) {
        Throwable meaning = found.meaning().failure();
        Throwable words = found.words().failure();
        if (search.mode() == SearchMode.MEANING && meaning instanceof TimeoutException) {
            throw new SearchTooSlow(meaning);
        }
        if (search.mode() == SearchMode.MEANING && meaning != null) {
            throw meaning instanceof TextRefused ? new QuestionNotSupported() : new MeaningUnavailable(meaning);
        }
        if (words != null
                && (search.mode() == SearchMode.WORDS
                        || meaning != null
                        || found.asked().isOnlyByWords())) {
            throw new SearchTooSlow(words);
        }
    }

    private static SearchResult result(Found found, Ranked ranked, List<SearchHit> memories) {
        Asked asked = found.asked();
        return new SearchResult(
                memories,
                found.model(),
                asked.selected().count(),
                asked.selected().pending(),
                found.degraded(ranked.withWords()),
                asked.question().window(),
                !asked.isCurrent());
    }
}
