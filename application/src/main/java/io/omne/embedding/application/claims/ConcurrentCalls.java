package io.omne.embedding.application.claims;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Runs several calls at the same time on threads of their own. The caller, which is one thread, takes the results
/// in the order in which calls finish. Closing interrupts running calls and waits for their end. Every wait has a
/// limit.
final class ConcurrentCalls<T> implements AutoCloseable {

    private static final int AT_ONCE = 16;

    /// The longest wait for the end of a call, or for a permit. A call of a model, its probe and the wait for
    /// another's probe take at most ten minutes each.
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /// The longest wait for calls that were interrupted.
    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final BlockingQueue<Optional<T>> ended = new LinkedBlockingQueue<>();
    private int underWay;

    /// @param call returns an empty result if it has nothing to report; never throws
    void add(Supplier<Optional<T>> call) {
        threads.execute(() -> run(call));
        underWay++;
    }

    /// Always adds an outcome to the queue, whether the call succeeds, fails, or gets no permit.
    private void run(Supplier<Optional<T>> call) {
        Optional<T> outcome = Optional.empty();
        try {
            if (permits.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                try {
                    outcome = call.get();
                } finally {
                    permits.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.add(outcome);
        }
    }

    /// Takes the results of finished calls, after waiting for at least one. Empty after the last call, if no call
    /// ends within an hour, and if the calling thread is interrupted, which it stays.
    List<T> next() {
        var values = new ArrayList<T>();
        try {
            while (values.isEmpty() && underWay > 0) {
                Optional<T> first = ended.poll(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
                if (first == null) {
                    return values;
                }
                take(first, values);
                for (Optional<T> more = ended.poll(); more != null; more = ended.poll()) {
                    take(more, values);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return values;
    }

    private void take(Optional<T> value, List<T> values) {
        underWay--;
        value.ifPresent(values::add);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
