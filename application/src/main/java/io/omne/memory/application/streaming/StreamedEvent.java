package io.omne.memory.application.streaming;

import io.omne.events.api.StreamContribution.ContributedEvent;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import org.jspecify.annotations.Nullable;

/// An event as a stream sends it.
///
/// @param position the position to resume from: a stream that resumes after it sends the next event
/// @param payload null at the start of a stream, which only has its position
public record StreamedEvent(long position, @Nullable Payload payload) {

    public sealed interface Payload {}

    public record OfMemory(SequencedEvent event) implements Payload {}

    /// An event of another module.
    public record Contributed(ContributedEvent event) implements Payload {}
}
