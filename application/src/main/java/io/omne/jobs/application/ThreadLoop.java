package io.omne.jobs.application;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.jobs.api.Loops.Step;
import io.omne.jobs.api.RepeatedFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Repeats a step. Pauses are measured by the monotonic clock of the machine, so that a change of the wall clock
/// does not affect them.
final class ThreadLoop implements Loop {

    private static final int MOST_WAKE_UPS = 64;

    private final LoopSettings settings;
    private final Step step;
    private final FailureClassifier failures;
    private final Semaphore wakeUps = new Semaphore(0);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    ThreadLoop(LoopSettings settings, Step step, FailureClassifier failures) {
        this.settings = settings;
        this.step = step;
        this.failures = failures;
    }

    @Override
    public void start() {
        wakeUps.drainPermits();
        running = true;
        for (int i = 0; i < settings.threads(); i++) {
            String name = settings.threads() == 1 ? settings.name() : settings.name() + "-" + i;
            threads.add(Thread.ofPlatform().daemon().name(name).start(this::run));
        }
    }

    @Override
    public void wake() {
        if (wakeUps.availablePermits() < MOST_WAKE_UPS) {
            wakeUps.release();
        }
    }

    @Override
    public void stop() {
        new LoopGroup(List.of(this)).stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    void end() {
        running = false;
        wakeUps.release(settings.threads());
    }

    void interruptAfterGrace(long nanos) {
        join(nanos + settings.grace().toNanos());
        threads.forEach(Thread::interrupt);
    }

    void awaitEnd(long nanos) {
        join(nanos + settings.end().toNanos());
        threads.stream()
                .filter(Thread::isAlive)
                .forEach(thread -> settings.log().info("{} has not ended yet", thread.getName()));
        threads.clear();
    }

    private void join(long until) {
        try {
            for (Thread thread : threads) {
                var left = Duration.ofNanos(until - System.nanoTime());
                if (left.isPositive()) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var failure = new RepeatedFailure(settings.log(), settings.consequence(), failures);
        try {
            while (running) {
                pause(round(failure));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the pause after the round
    private Duration round(RepeatedFailure failure) throws InterruptedException {
        try {
            Duration pause = step.run();
            failure.over();
            return pause;
        } catch (RuntimeException | Error e) {
            if (running) {
                failure.occurred(e);
            }
            return settings.pause();
        }
    }

    /// With one thread, its next round answers all calls of `wake`. With several threads, each call wakes one of
    /// them.
    private void pause(Duration pause) throws InterruptedException {
        boolean woken = pause.isPositive() && wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        if (woken && settings.threads() == 1) {
            wakeUps.drainPermits();
        }
    }
}
