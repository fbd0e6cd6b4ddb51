package io.omne.memory.application.streaming;

import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import org.jspecify.annotations.Nullable;

/// An event as a stream sends it.
///
/// @param position a stream that resumes after it sends what comes next
/// @param happening null at the start of a stream, which only has its position
public record StreamedEvent(long position, @Nullable SequencedEvent happening) {}
