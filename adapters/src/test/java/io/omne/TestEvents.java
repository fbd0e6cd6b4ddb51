package io.omne;

import io.omne.memory.MemoryEvent;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import io.omne.memory.application.streaming.StreamEvents;
import io.omne.memory.application.streaming.StreamedEvent;
import io.omne.memory.application.streaming.UnknownPosition;
import java.util.List;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// What happened to the memories of {@link TestMemories}, to be streamed.
final class TestEvents {

    private final Sinks.Many<StreamedEvent> all = Sinks.many().replay().all();
    private long places;

    synchronized void add(long sequence, List<MemoryEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            all.tryEmitNext(new StreamedEvent(++places, new Happening(sequence + i, events.get(i))))
                    .orThrow();
        }
    }

    @QueryHandler
    synchronized Flux<StreamedEvent> stream(StreamEvents it) {
        Long last = it.after();
        long after = last == null ? places : last;
        if (after > places) {
            return Flux.error(new UnknownPosition());
        }
        return all.asFlux()
                .filter(told -> told.place() > after)
                .filter(told ->
                        Objects.requireNonNull(told.happening()).event().owner().equals(it.owner()))
                .startWith(new StreamedEvent(after, null));
    }
}
