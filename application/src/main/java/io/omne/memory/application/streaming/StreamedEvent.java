package io.omne.memory.application.streaming;

import io.omne.memory.application.reading.MemoryHistory.Happening;
import org.jspecify.annotations.Nullable;

/// What a stream of events tells.
///
/// @param place after which a stream resumes with what comes next
/// @param happening null at the start, where a stream only says from where it begins
public record StreamedEvent(long place, @Nullable Happening happening) {}
