package io.omne.memory.application.reading;

import io.omne.memory.application.reading.MemoryHistory.Happening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param data the events of this page
/// @param next the sequence that the next page comes after, null where there is none
public record HistoryPage(List<Happening> data, @Nullable Long next) {}
