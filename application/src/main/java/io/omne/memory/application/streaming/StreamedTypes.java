package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import io.omne.events.api.RecordedEvent;
import io.omne.events.api.StreamContribution;
import io.omne.memory.MemoryEvent;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.memory.application.streaming.StreamedEvent.Contributed;
import io.omne.memory.application.streaming.StreamedEvent.OfMemory;
import io.omne.memory.application.streaming.StreamedEvent.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The types of aggregates whose events streams have: memories, and those that other modules contribute.
@Component
class StreamedTypes {

    private final Map<String, StreamContribution> contributions;
    private final Set<String> all;

    StreamedTypes(List<StreamContribution> contributions) {
        this.contributions = contributions.stream()
                .collect(Collectors.toUnmodifiableMap(StreamContribution::aggregateType, Function.identity()));
        this.all = Stream.concat(Stream.of(MemoryEvent.AGGREGATE_TYPE), this.contributions.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> all() {
        return all;
    }

    /// The event as its owner gets it; empty if it is not for this owner, or not for clients.
    Optional<Payload> payload(RecordedEvent recorded, UserId owner) {
        StreamContribution contribution = contributions.get(recorded.aggregateType());
        return contribution == null
                ? MemoryEvent.of(recorded.event())
                        .filter(it -> it.owner().equals(owner))
                        .map(it -> new OfMemory(new SequencedEvent(recorded.sequence() + 1, it)))
                : contribution
                        .contribute(recorded)
                        .filter(it -> it.owner().equals(owner.value()))
                        .map(Contributed::new);
    }
}
