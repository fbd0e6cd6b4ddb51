package io.omne.memory.adapter.redis;

import static io.omne.memory.adapter.redis.ToyLists.at;
import static io.omne.memory.adapter.redis.ToyLists.page;
import static io.omne.memory.adapter.redis.ToyLists.recent;
import static io.omne.memory.adapter.redis.ToyLists.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.application.reading.MemoryCache.Invalidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// Many readers and writers of one user's lists on two instances, in whatever order they meet.
class ListHammerTest {

    private static final int WRITERS = 3;
    private static final int READERS = 6;
    private static final int WRITES_EACH = 100;

    private final UserId user = someone();
    private final List<ListMemories> queries = List.of(recent(user), page(user, 1, 20), ToyLists.notes(user));

    /// What a transaction that commits now would make visible.
    private final AtomicLong committed = new AtomicLong();

    /// The latest state that a writer was told of as done.
    private final AtomicLong acknowledged = new AtomicLong();

    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void showsNobodyLessThanWasAcknowledgedBeforeTheyAsked() throws Exception {
        var epochs = new CacheInstance.Epochs();
        try (var redis = new TestRedis();
                var one = new CacheInstance(redis, epochs, Duration.ofSeconds(10));
                var other = new CacheInstance(redis, epochs, Duration.ofSeconds(10));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String epoch = epochs.current();
            var readers = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                CacheInstance instance = i % 2 == 0 ? one : other;
                readers.add(threads.submit(() -> read(instance)));
            }
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                CacheInstance instance = i % 2 == 0 ? one : other;
                writers.add(threads.submit(() -> write(instance)));
            }
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                over.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(epochs.current())
                    .as("an outage would make this test worthless")
                    .isEqualTo(epoch);
        }
        assertThat(asked.get()).as("questions that the cache answered").isBetween(1L, reads.get() - WRITES_EACH);
    }

    private void read(CacheInstance instance) {
        var random = ThreadLocalRandom.current();
        try {
            while (!over.get()) {
                ListMemories query = queries.get(random.nextInt(queries.size()));
                long least = acknowledged.get();
                MemoryPage page = instance.page(query, slowly());
                reads.incrementAndGet();
                assertThat(page.total()).isGreaterThanOrEqualTo(least);
                assertThat(page.data().getFirst().sequence()).isGreaterThanOrEqualTo(least);
            }
        } finally {
            over.set(true);
        }
    }

    /// What the database has, on its way for a while.
    private Mono<MemoryPage> slowly() {
        return Mono.defer(() -> {
            asked.incrementAndGet();
            MemoryPage page = at(committed.get());
            return Mono.just(page).delayElement(aWhile());
        });
    }

    private void write(CacheInstance instance) {
        for (int i = 0; i < WRITES_EACH && !over.get(); i++) {
            Invalidation write = instance.begin(user);
            Mono.delay(aWhile()).block();
            long state = committed.incrementAndGet();
            Mono.delay(aWhile()).block();
            write.end();
            acknowledged.accumulateAndGet(state, Math::max);
            letThemRead(ThreadLocalRandom.current().nextInt(100));
        }
    }

    private static Duration aWhile() {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(4_000_000));
    }

    /// Waits until so many reads have come after now.
    private void letThemRead(int number) {
        long until = reads.get() + number;
        while (reads.get() < until && !over.get()) {
            Objects.requireNonNull(Mono.delay(Duration.ofMillis(1)).block());
        }
    }
}
