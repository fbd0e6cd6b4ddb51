package io.omne.recall.application.searching;

import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.application.IndexedWrites;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.TextAnalyzer;
import io.omne.recall.application.WordPieceIds;
import io.omne.recall.domain.Question;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Finds out what a search asks for, and which memories it may find.
@Component
class QuestionReader {

    private final TextAnalyzer analyzer;
    private final WordPieceIds pieces;
    private final IndexedWrites writes;
    private final QueryGateway memories;
    private final NamedTimes times;

    QuestionReader(
            TextAnalyzer analyzer, WordPieceIds pieces, IndexedWrites writes, QueryGateway memories, NamedTimes times) {
        this.analyzer = analyzer;
        this.pieces = pieces;
        this.writes = writes;
        this.memories = memories;
        this.times = times;
    }

    /// Waits, at most a second, until the words of what the user has written are found.
    Mono<Asked> read(SearchMemories search, Deadline deadline) {
        Mono<SelectedMemories> selected = Mono.fromFuture(() -> memories.query(
                new SelectMemories(search.owner(), search.filter(), search.metadata()), SelectedMemories.class));
        return Mono.zip(selected, current(search, deadline))
                .publishOn(Schedulers.parallel())
                .flatMap(both -> {
                    ParsedQuery parsed = analyzer.parse(search.text());
                    String wanted = analyzer.wanted(search.text());
                    return times.of(
                                    search,
                                    naming(search, parsed, wanted),
                                    both.getT1().selection())
                            .map(window -> new Asked(
                                    search,
                                    deadline,
                                    parsed,
                                    new Question(wanted, pieces.ofQuestion(wanted), window.orElse(null)),
                                    both.getT1(),
                                    both.getT2() && !both.getT1().stale()));
                });
    }

    /// What may name a time. A question that only excludes something is wanted as a whole, but names none.
    private static String naming(SearchMemories search, ParsedQuery parsed, String wanted) {
        boolean excludes =
                !(parsed.excluded().isEmpty() && parsed.excludedPhrases().isEmpty());
        return excludes && wanted.equals(search.text()) ? "" : wanted;
    }

    private Mono<Boolean> current(SearchMemories search, Deadline deadline) {
        return writes.await(search.owner())
                .timeout(deadline.leftForWaiting())
                .onErrorReturn(TimeoutException.class, false);
    }
}
