package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.memory.Content;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

class PolledEventStoreTest {

    private static final int EVENTS = 2_000;
    private static final int A_FEW = 50;
    private static final long MOST = 60L << 20;

    /// Which are 100 megabytes here.
    @Test
    void keepsFewOfTheEventsThatItHasRead() throws InterruptedException {
        try (TestDatabase database = TestDatabase.create();
                TestAxon axon = new TestAxon(database);
                BlockingStream<TrackedEventMessage<?>> reader = axon.cache.openStream(null)) {
            // Nothing is there yet, which is when a reader goes over to what is read for all.
            assertThat(reader.hasNextAvailable(1, TimeUnit.MILLISECONDS)).isFalse();
            var id = new MemoryId(UUID.randomUUID());
            var owner = new UserId(UUID.randomUUID());
            var content = new Content("x".repeat(50_000));
            long before = used();

            for (int i = 0; i < EVENTS; i++) {
                axon.append(i, new MemoryEvent.ContentChanged(id, owner, content, Instant.EPOCH));
                if (i % A_FEW == A_FEW - 1) {
                    for (int read = 0; read < A_FEW; read++) {
                        reader.nextAvailable();
                    }
                }
            }

            assertThat(used() - before).isLessThan(MOST);
            assertThat(reader.hasNextAvailable()).isFalse();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
