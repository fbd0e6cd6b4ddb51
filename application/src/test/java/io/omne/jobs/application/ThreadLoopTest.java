package io.omne.jobs.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ThreadLoopTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final Loops loops = TestLoops.create();
    private final Semaphore rounds = new Semaphore(0);

    private static LoopSettings settings(Duration pause) {
        return new LoopSettings(LoggerFactory.getLogger(ThreadLoopTest.class), "test", "nothing is done", pause);
    }

    private boolean round() throws InterruptedException {
        return rounds.tryAcquire(20, TimeUnit.SECONDS);
    }

    private static void interruptibly(AtomicBoolean interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
    }

    @Test
    void goesOnAfterEveryFailure() throws Exception {
        Loop loop = loops.loop(settings(SHORT), () -> {
            rounds.release();
            throw new AssertionError("not now");
        });
        loop.start();

        assertThat(rounds.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isRunning()).isTrue();
        loop.stop();
    }

    @Test
    void pausesUntilItIsWoken() throws Exception {
        Loop loop = loops.loop(settings(LONG), () -> {
            rounds.release();
            return LONG;
        });
        loop.start();
        assertThat(round()).isTrue();
        assertThat(rounds.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();

        loop.wake();

        assertThat(round()).isTrue();
        loop.stop();
    }

    /// Who is woken looks for everything.
    @Test
    void missesNoCallDuringARoundAndAnswersManyByOneRound() throws Exception {
        var goOn = new Semaphore(0);
        Loop loop = loops.loop(settings(LONG), () -> {
            rounds.release();
            goOn.acquire();
            return LONG;
        });
        loop.start();
        assertThat(round()).isTrue();

        loop.wake();
        loop.wake();
        loop.wake();
        goOn.release(10);

        assertThat(round()).isTrue();
        assertThat(rounds.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
        loop.stop();
    }

    @Test
    void wakesOneOfSeveralThreads() throws Exception {
        Loop loop = loops.loop(settings(LONG).withThreads(3), () -> {
            rounds.release();
            return LONG;
        });
        loop.start();
        assertThat(rounds.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();

        loop.wake();

        assertThat(round()).isTrue();
        assertThat(rounds.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
        loop.stop();
    }

    @Test
    void interruptsARoundWhenItIsStopped() throws Exception {
        var interrupted = new AtomicBoolean();
        Loop loop = loops.loop(settings(LONG), () -> {
            rounds.release();
            interruptibly(interrupted);
            return LONG;
        });
        loop.start();
        assertThat(round()).isTrue();

        loop.stop();

        assertThat(interrupted).isTrue();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void letsARoundEndWithinItsGrace() throws Exception {
        var begun = new AtomicInteger();
        var ended = new AtomicInteger();
        Loop loop = loops.loop(settings(LONG).stoppingWithin(Duration.ofSeconds(20), SHORT), () -> {
            rounds.release();
            begun.incrementAndGet();
            Thread.sleep(200);
            ended.incrementAndGet();
            return Duration.ZERO;
        });
        loop.start();
        assertThat(round()).isTrue();

        loop.stop();

        assertThat(ended.get()).isPositive().isEqualTo(begun.get());
    }

    @Test
    void waitsForNoRoundLongerThanItsLimit() throws Exception {
        var end = new AtomicBoolean();
        List<Loop> hanging = List.of(hanging(end), hanging(end), hanging(end), hanging(end));
        Loop together = loops.together(hanging);
        together.start();
        assertThat(rounds.tryAcquire(4, 20, TimeUnit.SECONDS)).isTrue();

        long began = System.nanoTime();
        together.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(2_900));
        end.set(true);
    }

    /// Takes no notice of interruptions.
    private Loop hanging(AtomicBoolean end) {
        return loops.loop(settings(LONG).stoppingWithin(Duration.ofMillis(500), Duration.ofMillis(500)), () -> {
            rounds.release();
            while (!end.get()) {
                LockSupport.parkNanos(1_000_000);
                var _ = Thread.interrupted();
            }
            return LONG;
        });
    }

    @Test
    void canBeStartedAgain() throws Exception {
        Loop loop = loops.loop(settings(LONG), () -> {
            rounds.release();
            return LONG;
        });
        loop.start();
        assertThat(round()).isTrue();
        loop.stop();

        loop.start();

        assertThat(round()).isTrue();
        loop.stop();
    }
}
