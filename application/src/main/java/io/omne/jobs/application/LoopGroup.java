package io.omne.jobs.application;

import io.omne.jobs.api.Loops.Loop;
import java.util.List;

/// Loops that are stopped at the same time.
record LoopGroup(List<ThreadLoop> loops) implements Loop {

    @Override
    public void start() {
        loops.forEach(ThreadLoop::start);
    }

    @Override
    public void wake() {
        loops.forEach(ThreadLoop::wake);
    }

    @Override
    public void stop() {
        loops.forEach(ThreadLoop::end);
        long now = System.nanoTime();
        loops.forEach(loop -> loop.interruptAfterGrace(now));
        long interrupted = System.nanoTime();
        loops.forEach(loop -> loop.awaitEnd(interrupted));
    }

    @Override
    public boolean isRunning() {
        return loops.stream().anyMatch(ThreadLoop::isRunning);
    }
}
