package io.omne.web.server;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The bytes of request bodies that may be in memory at once. Small bodies may use a quarter that others may not:
/// single
/// memories can be created while clients import theirs. Safe for several threads.
@Component
class BodyMemory {

    /// Of the heap. A body takes four to five times its size until its memories are stored.
    private static final int SHARE = 16;

    /// Room for two of the largest bodies, however small the heap is.
    private static final long LEAST = 16 * 1024 * 1024;

    private static final long SMALL = 64 * 1024;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    @Autowired
    BodyMemory() {
        this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /// @param most in bytes
    BodyMemory(long most) {
        this.most = most;
    }

    /// In bytes.
    long used() {
        return used.get();
    }

    /// Begins to count a body.
    Body begin() {
        return new Body();
    }

    /// What has arrived of one body.
    final class Body {

        private final AtomicLong arrived = new AtomicLong();
        private volatile boolean ended;

        /// Counts bytes that have arrived.
        ///
        /// @return false if there is no memory for them
        boolean add(long bytes) {
            boolean isSmall = arrived.addAndGet(bytes) <= SMALL;
            boolean fits = used.addAndGet(bytes) <= (isSmall ? most : most / 4 * 3);
            if (ended) { // the request was answered while its body was still arriving
                subtract();
            }
            return fits;
        }

        /// The body is in memory no more.
        void end() {
            ended = true;
            subtract();
        }

        private void subtract() {
            used.addAndGet(-arrived.getAndSet(0));
        }
    }
}
