package io.omne.jobs.api;

import io.omne.jobs.api.Loops.Loop;
import org.springframework.context.SmartLifecycle;

/// A component whose loop starts and stops with the instance. Its phase determines its place in the order of starts
/// and stops.
public interface LoopOwner extends SmartLifecycle {

    Loop loop();

    @Override
    default void start() {
        loop().start();
    }

    @Override
    default void stop() {
        loop().stop();
    }

    @Override
    default boolean isRunning() {
        return loop().isRunning();
    }
}
