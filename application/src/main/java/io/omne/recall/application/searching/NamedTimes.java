package io.omne.recall.application.searching;

import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.TimeWindow;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.application.WordIndex;
import io.omne.recall.domain.TimeExpressions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Finds out which times questions name. Looks for the newest memory that may be found only if the question names a
/// date without a year.
@Component
class NamedTimes {

    /// How long the look for the newest memory may take, which reads one row. After it, the year is counted from the
    /// moment of the question.
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final WordIndex index;
    private final Clock clock;

    NamedTimes(WordIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    /// @param text the part of the question that may name a time
    Mono<Optional<TimeWindow>> of(SearchMemories search, String text, Selection selection) {
        Instant at = search.at() == null ? clock.instant() : search.at();
        Optional<TimeWindow> window = TimeExpressions.in(text, at, null);
        return window.isPresent() && TimeExpressions.isWithoutYear(text, at)
                ? Attempt.of(index.newest(search.owner(), at, selection).timeout(PATIENCE))
                        .publishOn(Schedulers.parallel())
                        .map(newest -> newest.failed() ? window : TimeExpressions.in(text, at, newest.value()))
                        .defaultIfEmpty(window)
                : Mono.just(window);
    }
}
