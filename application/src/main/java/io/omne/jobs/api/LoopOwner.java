package io.omne.jobs.api;

import io.omne.jobs.api.Loops.Loop;
import org.springframework.context.SmartLifecycle;

/// A component whose loop starts and stops with the instance. The phase decides on the order among several.
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
