package io.omne.events.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;

/// Waits for commands whose answer must not be lost to an interruption. A thread that is interrupted before or
/// while it waits goes on waiting, and is interrupted afterwards.
public final class Uninterruptibles {

    /// Longer than any command takes: everything that a command waits for has a shorter limit.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Uninterruptibles() {}

    /// @param command sends the command
    /// @throws CommandExecutionException if the command was not answered in time; it may still be carried out
    public static <R> R await(Supplier<CompletableFuture<R>> command) {
        boolean interrupted = Thread.interrupted();
        try {
            long end = System.nanoTime() + LONGEST.toNanos();
            CompletableFuture<R> answer = command.get();
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            throw new CommandExecutionException("a command was not answered in time", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new CommandExecutionException("a command failed", failure);
        };
    }
}
