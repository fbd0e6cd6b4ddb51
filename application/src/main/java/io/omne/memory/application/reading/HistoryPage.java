package io.omne.memory.application.reading;

import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the events of this page
/// @param next the sequence that the next page comes after, null where there is none
public record HistoryPage(
        List<SequencedEvent> data, @Nullable Long next) {}
