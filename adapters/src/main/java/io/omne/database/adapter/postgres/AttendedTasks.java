package io.omne.database.adapter.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;

/// Runs tasks on threads of their own, and checks a few times a second whether the tasks must stop. Closing waits
/// for the end of the threads.
final class AttendedTasks implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;
    private static final Duration END = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(AttendedTasks.class);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("long-session-", 0).factory());

    /// Runs tasks until all are done.
    ///
    /// @param look throws an exception if the tasks must stop
    /// @param cut ends the sessions that the tasks wait for; called if a task or `look` fails
    void run(Runnable look, Runnable cut, Callable<?>... tasks) {
        boolean done = false;
        try {
            awaitAll(look, tasks);
            done = true;
        } finally {
            if (!done) {
                cut.run();
                threads.shutdownNow();
            }
        }
    }

    private void awaitAll(Runnable look, Callable<?>... tasks) {
        var running = new ExecutorCompletionService<@Nullable Object>(threads);
        for (Callable<?> task : tasks) {
            running.submit(task::call);
        }
        try {
            for (int left = tasks.length; left > 0; ) {
                Future<@Nullable Object> one = running.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (one != null) {
                    one.get(0, TimeUnit.MILLISECONDS); // it is done
                    left--;
                }
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the instance is stopping");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case SQLException e -> new UncategorizedSQLException("a long statement", null, e);
            case null, default -> new IllegalStateException(cause);
        };
    }

    /// Tasks whose session was cut end at once, because the session fails or because they are interrupted.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a thread of a long statement has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
