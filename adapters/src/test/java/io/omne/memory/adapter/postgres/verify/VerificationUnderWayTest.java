package io.omne.memory.adapter.postgres.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.list.PostgresMemoryList;
import io.omne.memory.adapter.postgres.verify.Outcome.Finding;
import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Verifies while events are stored, and listed some time later by a processor.
class VerificationUnderWayTest {

    private static final int MEMORIES = 20;
    private static final Duration LAG = Duration.ofMillis(4);

    private static StoredMemories stored;

    @ProcessingGroup("memory-list")
    static final class SlowProjector {

        private final PostgresMemoryList list;

        SlowProjector(PostgresMemoryList list) {
            this.list = list;
        }

        @EventHandler
        void on(MemoryEvent event, @SequenceNumber long number) {
            LockSupport.parkNanos(LAG.toNanos());
            list.lock();
            Memory before = number == 0
                    ? null
                    : list.find(List.of(new MemoryKey(event.owner(), event.id())))
                            .listed()
                            .getFirst();
            list.save(List.of(new Entry(before, before == null ? Fold.of(List.of(event)) : Fold.next(before, event))));
        }
    }

    @BeforeAll
    static void start() {
        stored = new StoredMemories(list -> new Object[] {new SlowProjector(list)});
    }

    @AfterAll
    static void stop() {
        stored.close();
    }

    private static Outcome verify(Duration patience) {
        return stored.verify(patience);
    }

    @Test
    void findsWhatIsWrongAndNotWhatIsUnderWay() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 2)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    var random = new Random(writer);
                    for (int i = 0; i < MEMORIES; i++) {
                        stored.some(random, new UserId(UUID.randomUUID()), 30, _ -> {});
                    }
                }))
                .toList();
        var writing = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        boolean wasBehind = false;
        while (!writing.isDone() || isBehind()) {
            wasBehind |= isBehind();
            assertThat(verify(Duration.ofSeconds(10)).found()).isEmpty();
        }
        writing.join();
        assertThat(wasBehind).isTrue();
        assertThat(verify(Duration.ofSeconds(10)).memories()).isEqualTo(2 * MEMORIES);

        stored.sql.execute("delete from memory_list.entries where id in (select id from memory_list.entries limit 1)");

        // The list has passed its events, and so is not waited for.
        assertThat(verify(Duration.ofDays(1)).found()).extracting(Finding::what).contains("the list does not have it");
    }

    private static boolean isBehind() {
        return !stored.sql.queryForList("select 1 from unlisted_writes limit 1").isEmpty();
    }
}
