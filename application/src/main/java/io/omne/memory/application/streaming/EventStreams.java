package io.omne.memory.application.streaming;

import io.omne.events.api.EventLog;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.application.streaming.EventWatch.Available;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// Streams events to clients. Each stream reads the events of its owner from the event store when {@link
/// EventWatch} says that there are some, and no faster than its client reads: it keeps one or two pages of events
/// in memory, however far its client is behind. It waits while the event store is not available. It leaves out
/// events that this version cannot read.
@Component
class EventStreams implements AutoCloseable {

    static final int PAGE = 50;

    /// The most connections that all streams together use, however many of them have something to read.
    private static final int READERS = 2;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final EventLog eventLog;
    private final EventWatch watch;
    private final StreamedTypes types;
    private final Scheduler readers =
            Schedulers.newBoundedElastic(READERS, Integer.MAX_VALUE, "event-streams", 60, true);

    EventStreams(EventLog eventLog, EventWatch watch, StreamedTypes types) {
        this.eventLog = eventLog;
        this.watch = watch;
        this.types = types;
    }

    @QueryHandler
    Flux<StreamedEvent> handle(StreamEvents query) {
        return Flux.defer(() -> new OpenStream(query).events()).takeUntilOther(watch.end());
    }

    private <T> Mono<T> read(Callable<T> blocking) {
        return Mono.fromCallable(blocking).subscribeOn(readers);
    }

    @Override
    public void close() {
        readers.dispose();
    }

    /// One stream, and its position.
    private final class OpenStream {

        private final StreamEvents query;
        private boolean started;
        private long position;

        OpenStream(StreamEvents query) {
            this.query = query;
        }

        Flux<StreamedEvent> events() {
            return watch.watch(query.owner()).concatMap(it -> start(it).concatWith(pages(it.highWaterMark())), 0);
        }

        private Mono<StreamedEvent> start(Available available) {
            if (started) {
                return Mono.empty();
            }
            started = true;
            Long after = query.after();
            position = after == null ? available.start() : after;
            var start = Mono.just(new StreamedEvent(position, null));
            // The high-water mark of another instance may be higher.
            return position <= available.highWaterMark()
                    ? start
                    : read(() -> eventLog.reaches(position))
                            .flatMap(it -> it ? start : Mono.error(new UnknownPosition()));
        }

        private Flux<StreamedEvent> pages(long upTo) {
            return Flux.defer(() -> position < upTo ? page(upTo) : Flux.empty()).repeat(() -> position < upTo);
        }

        private Flux<StreamedEvent> page(long upTo) {
            return read(() -> eventLog.ofOwner(types.all(), query.owner().value(), position, upTo, PAGE))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                    .doOnNext(page -> position =
                            page.size() < PAGE ? upTo : page.getLast().position())
                    .flatMapIterable(this::streamed);
        }

        private List<StreamedEvent> streamed(List<RecordedEvent> page) {
            return page.stream()
                    .flatMap(
                            it -> types
                                    .payload(it, query.owner())
                                    .map(payload -> new StreamedEvent(it.position(), payload))
                                    .stream())
                    .toList();
        }
    }
}
