package io.omne.embedding.application.claims;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets one thread at a time do some work. Other threads do not wait.
final class Mutex {

    private final ReentrantLock lock = new ReentrantLock();

    /// @param otherwise the result if another thread is doing the work
    <T> T tryRun(Supplier<T> work, T otherwise) {
        if (!lock.tryLock()) {
            return otherwise;
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
