package io.omne.memory.application.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.application.ToyFeed;
import io.omne.memory.application.embedding.EmbeddingWork.Found;
import io.omne.memory.application.embedding.WakeUps.Sleeper;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WakeUpsTest {

    private static final Duration POLL = Duration.ofMillis(100);

    private final AtomicInteger looks = new AtomicInteger();
    private final ToyFeed events = new ToyFeed();
    private volatile boolean due;
    private volatile @Nullable Duration untilNext;
    private volatile boolean away;
    private final WakeUps wakeUps = new WakeUps(
            () -> {
                looks.incrementAndGet();
                if (away) {
                    throw new IllegalStateException("away");
                }
                return new Found(due, due, untilNext);
            },
            events);

    private final Set<Sleeper> awake = ConcurrentHashMap.newKeySet();

    @Test
    void asksOnceInAnIntervalForAllAndWakesAllWhenThereIsSomethingToDo() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Sleeper sleeper : Sleeper.values()) {
                threads.execute(() -> sleep(sleeper));
            }
            Thread.sleep(POLL.multipliedBy(10));
            assertThat(awake).isEmpty();
            assertThat(looks.get()).isBetween(2, 4);
            due = true;
            events.committed();
        }
        assertThat(awake).isEqualTo(EnumSet.allOf(Sleeper.class));
        assertThat(wakeUps.mayFindExpired(POLL)).isTrue();
    }

    @Test
    void asksWhenTheNextIsDue() {
        untilNext = POLL.multipliedBy(3);
        assertThat(wakeUps.mayFindExpired(POLL)).isFalse();
        due = true;

        long began = System.nanoTime();
        sleep(Sleeper.WORKER);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(POLL.multipliedBy(2), POLL.multipliedBy(20));
        assertThat(looks).hasValue(2);
    }

    @Test
    void wakesThoseWhoMeetADatabaseThatIsAway() {
        away = true;

        sleep(Sleeper.WORKER);

        assertThat(looks).hasValue(1);
    }

    private void sleep(Sleeper sleeper) {
        try {
            wakeUps.await(sleeper, POLL);
            awake.add(sleeper);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
