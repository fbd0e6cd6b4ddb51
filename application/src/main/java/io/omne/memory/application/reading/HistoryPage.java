package io.omne.memory.application.reading;

import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the events of this page
/// @param next the sequence after which the next page begins; null on the last page
public record HistoryPage(
        List<SequencedEvent> data, @Nullable Long next) {}
