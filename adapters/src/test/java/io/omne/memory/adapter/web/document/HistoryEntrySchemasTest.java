package io.omne.memory.adapter.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.web.events.HistoryEntry;
import io.omne.memory.application.OneOfEach;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import org.junit.jupiter.api.Test;

/// The description of an event has what the event is told with.
class HistoryEntrySchemasTest {

    @Test
    void haveTheFieldsOfEveryEvent() {
        for (MemoryEvent event : OneOfEach.EVENTS) {
            var told = HistoryEntry.of(new Happening(1, event));

            assertThat(HistoryEntrySchemas.change(told.type(), new ResponseSchemas())
                            .keySet())
                    .as("%s", told.type())
                    .containsExactlyElementsOf(told.change().keySet());
        }
    }
}
