package io.omne.memory.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.events.adapter.axon.TestAxon;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.Title;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class AxonMemoryHistoryTest {

    private static TestDatabase database;
    private static TestAxon axon;
    private static AxonMemoryHistory history;

    private final MemoryId id = new MemoryId(UUID.randomUUID());
    private final UserId owner = new UserId(UUID.randomUUID());

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        axon = new TestAxon(database);
        history = new AxonMemoryHistory(axon.events);
    }

    @AfterAll
    static void stop() {
        axon.close();
        database.close();
    }

    private List<SequencedEvent> happened(int events) {
        return LongStream.range(0, events)
                .mapToObj(number -> {
                    var event = new MemoryEvent.Retitled(id, owner, new Title("title " + number), Instant.EPOCH);
                    axon.append(number, event);
                    return new SequencedEvent(number + 1, (MemoryEvent) event);
                })
                .toList();
    }

    @Test
    void readsOldestFirst() {
        List<SequencedEvent> happened = happened(3);

        assertThat(history.read(id, 0, 10)).isEqualTo(happened);
    }

    @Test
    void readsOnAcrossBatches() {
        List<SequencedEvent> happened = happened(230);

        assertThat(history.read(id, 0, 1_000)).isEqualTo(happened);
        assertThat(history.read(id, 99, 20)).isEqualTo(happened.subList(99, 119));
        assertThat(history.read(id, 230, 20)).isEmpty();
    }

    @Test
    void knowsNothingOfAMemoryThatNeverWas() {
        assertThat(history.read(id, 0, 10)).isEmpty();
    }

    @Test
    void leavesOutWhatItCannotRead() {
        List<SequencedEvent> happened = happened(4);
        var sql = new JdbcTemplate(database.dataSource());
        String of = " where aggregate_identifier = ? and sequence_number = ?";
        sql.update("update domain_events set payload_type = 'a.later.Event'" + of, id.toString(), 1);
        sql.update("update domain_events set payload = 'no JSON'" + of, id.toString(), 2);

        assertThat(history.read(id, 0, 10)).containsExactly(happened.get(0), happened.get(3));
        assertThat(history.read(id, 0, 2)).containsExactly(happened.get(0), happened.get(3));
    }
}
