package io.omne.memory.application.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.api.Lane;
import io.omne.jobs.api.Loops.Step;
import io.omne.memory.application.ToyFeed;
import io.omne.memory.application.embedding.EmbeddingWork.Found;
import java.time.Duration;
import java.util.List;
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

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void asksOnceInAnIntervalForAllAndWakesAllWhenThereIsSomethingToDo() throws Exception {
        var steps = List.of(sleeper(2), sleeper(1), sleeper(1));
        for (int i = 0; i < 20; i++) {
            Thread.sleep(POLL.dividedBy(2));
            for (Step step : steps) {
                assertThat(step.run()).isEqualTo(POLL);
            }
        }
        assertThat(rounds).hasValue(0);
        assertThat(looks.get()).isBetween(2, 5);

        due = true;
        events.committed();
        Thread.sleep(POLL);
        for (Step step : steps) {
            assertThat(step.run()).isEqualTo(POLL);
        }

        assertThat(rounds).hasValue(steps.size());
        assertThat(looks.get()).isBetween(3, 6);
        steps.getFirst().run(); // by its second thread
        assertThat(rounds).hasValue(steps.size() + 1);
        for (Step step : steps) {
            step.run(); // the same look does not call a thread again
        }
        assertThat(rounds).hasValue(steps.size() + 1);
        assertThat(wakeUps.mayFindExpired(POLL)).isTrue();
    }

    @Test
    void answersACallWithoutAsking() throws Exception {
        Step step = sleeper(1);
        wakeUps.wake();
        wakeUps.wake();

        step.run();
        step.run();

        assertThat(rounds).hasValue(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void wakesTheNextStepOfTheLaneOnlyIfAllThreadsOfTheFirstWork() throws Exception {
        var shortTexts = new AtomicInteger();
        var others = new AtomicInteger();
        Step first = wakeUps.whenDue(Lane.FRESH, 1, POLL, () -> {
            if (rounds.incrementAndGet() == 2) {
                wakeUps.wake(Lane.FRESH);
            }
            return false;
        });
        Step second = wakeUps.whenDue(Lane.FRESH, 1, POLL, () -> shortTexts.incrementAndGet() < 0);
        Step ofLost = wakeUps.whenDue(Lane.LOST, 1, POLL, () -> others.incrementAndGet() < 0);
        for (Step step : List.of(first, second, ofLost)) {
            step.run(); // looks for work of an earlier run
        }

        wakeUps.wake(Lane.FRESH);
        second.run();
        assertThat(shortTexts).as("while the first sleeps").hasValue(1);

        first.run();
        second.run();
        assertThat(shortTexts).as("while the first worked").hasValue(2);
        first.run();
        assertThat(rounds).hasValue(3);
        ofLost.run();
        assertThat(others).hasValue(1);
    }

    @Test
    void goesOnWhileThereIsSomethingToDo() throws Exception {
        Step step = wakeUps.whenDue(Lane.FRESH, 1, POLL, () -> rounds.incrementAndGet() < 3);

        assertThat(step.run()).isZero();
        assertThat(step.run()).isZero();
        assertThat(step.run()).isEqualTo(POLL);
        assertThat(looks).hasValue(0);
    }

    @Test
    void asksWhenTheNextIsDue() throws Exception {
        untilNext = POLL.multipliedBy(3);
        Step step = sleeper(1);
        step.run();
        due = true;
        long began = System.nanoTime();
        while (rounds.get() == 0) {
            Thread.sleep(5);
            step.run();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(POLL.multipliedBy(2), POLL.multipliedBy(20));
        assertThat(looks).hasValue(2);
    }

    @Test
    void wakesThoseWhoMeetADatabaseThatIsAway() throws Exception {
        Step step = sleeper(1);
        away = true;

        step.run();

        assertThat(looks).hasValue(1);
        assertThat(rounds).hasValue(1);
    }

    /// Who has had the first round, which needs no call.
    private Step sleeper(int threads) throws InterruptedException {
        Step step = wakeUps.whenDue(Lane.FRESH, threads, POLL, () -> {
            rounds.incrementAndGet();
            return false;
        });
        for (int i = 0; i < threads; i++) {
            step.run();
        }
        rounds.set(0);
        return step;
    }
}
