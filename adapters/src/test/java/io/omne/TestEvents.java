package io.omne;

import io.omne.memory.MemoryEvent;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.memory.application.streaming.StreamEvents;
import io.omne.memory.application.streaming.StreamedEvent;
import io.omne.memory.application.streaming.StreamedEvent.OfMemory;
import io.omne.memory.application.streaming.UnknownPosition;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// Records the events of the memories of {@link TestMemories}, and streams them.
final class TestEvents {

    private final Sinks.Many<StreamedEvent> all = Sinks.many().replay().all();
    private long last;

    synchronized void add(long sequence, List<MemoryEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            all.tryEmitNext(new StreamedEvent(++last, new OfMemory(new SequencedEvent(sequence + i, events.get(i)))))
                    .orThrow();
        }
    }

    @QueryHandler
    synchronized Flux<StreamedEvent> stream(StreamEvents it) {
        Long position = it.after();
        long after = position == null ? last : position;
        if (after > last) {
            return Flux.error(new UnknownPosition());
        }
        return all.asFlux()
                .filter(event -> event.position() > after)
                .filter(event -> event.payload() instanceof OfMemory(SequencedEvent happened)
                        && happened.event().owner().equals(it.owner()))
                .startWith(new StreamedEvent(after, null));
    }
}
