package io.omne.embedding.application.claims;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Work of one thread at a time, which no other waits for.
final class Mutex {

    private final ReentrantLock lock = new ReentrantLock();

    /// @param otherwise the answer while another thread is at it
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
