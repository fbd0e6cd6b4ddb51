package io.omne.memory.application.streaming;

import io.omne.memory.application.streaming.EventFeed.Page;
import io.omne.memory.application.streaming.EventWatch.Reach;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// Streams of events. Each reads its owner's from the event store when {@link EventWatch} says that there are
/// some, and no faster than its client takes them: it holds a page of them or two, however far its client is
/// behind. While the event store is away it waits.
@Component
class EventStreams implements AutoCloseable {

    static final int PAGE = 50;

    /// However many streams have something to read, they take no more connections than this.
    private static final int READERS = 2;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final EventFeed feed;
    private final EventWatch watch;
    private final Scheduler readers =
            Schedulers.newBoundedElastic(READERS, Integer.MAX_VALUE, "event-streams", 60, true);

    EventStreams(EventFeed feed, EventWatch watch) {
        this.feed = feed;
        this.watch = watch;
    }

    @QueryHandler
    Flux<StreamedEvent> handle(StreamEvents query) {
        return Flux.defer(() -> new Telling(query).all()).takeUntilOther(watch.end());
    }

    private <T> Mono<T> read(Callable<T> blocking) {
        return Mono.fromCallable(blocking).subscribeOn(readers);
    }

    @Override
    public void close() {
        readers.dispose();
    }

    /// One stream, and the place that it has come to.
    private final class Telling {

        private final StreamEvents query;
        private boolean begun;
        private long at;

        Telling(StreamEvents query) {
            this.query = query;
        }

        Flux<StreamedEvent> all() {
            return watch.watch(query.owner()).concatMap(reach -> begin(reach).concatWith(events(reach.settled())), 0);
        }

        private Mono<StreamedEvent> begin(Reach reach) {
            if (begun) {
                return Mono.empty();
            }
            begun = true;
            Long after = query.after();
            at = after == null ? reach.start() : after;
            var start = Mono.just(new StreamedEvent(at, null));
            // Another instance may have come further.
            return at <= reach.settled()
                    ? start
                    : read(() -> feed.reaches(at)).flatMap(it -> it ? start : Mono.error(new UnknownPosition()));
        }

        private Flux<StreamedEvent> events(long upTo) {
            return Flux.defer(() -> at < upTo ? page(upTo) : Flux.empty()).repeat(() -> at < upTo);
        }

        private Flux<StreamedEvent> page(long upTo) {
            return read(() -> feed.read(query.owner(), at, upTo, PAGE))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                    .doOnNext(page -> at = page.upTo())
                    .flatMapIterable(Page::events);
        }
    }
}
