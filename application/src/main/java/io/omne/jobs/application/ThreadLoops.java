package io.omne.jobs.application;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.Loops;
import java.util.List;
import org.springframework.stereotype.Component;

/// Loops on platform threads.
@Component
class ThreadLoops implements Loops {

    private final FailureClassifier failures;

    ThreadLoops(FailureClassifier failures) {
        this.failures = failures;
    }

    @Override
    public Loop loop(LoopSettings settings, Step step) {
        return new ThreadLoop(settings, step, failures);
    }

    @Override
    public Loop together(List<Loop> loops) {
        return new LoopGroup(loops.stream().map(ThreadLoop.class::cast).toList());
    }
}
