package io.omne;

import io.omne.jobs.api.FailureClassifier.FailureKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The failures that were logged in the last minute.
final class LoggedFailures {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /// Up to so many failures are distinguished by the arguments of their log line. Beyond that the arguments are
    /// ignored, because they may never be the same twice.
    static final int MOST = 50;

    private final Map<Failure, Long> logged = new HashMap<>();

    /// A failure that is logged at most once a minute.
    ///
    /// @param source a logger, or a library for an outage
    /// @param line the pattern of the log line
    /// @param arguments those of the log line, without exceptions; the name of the processor is among them
    /// @param origin the position in the program
    record Failure(
            String source,
            String line,
            List<String> arguments,
            @Nullable FailureKind kind,
            @Nullable StackTraceElement origin) {

        static Failure ofOutage(String library, FailureKind kind) {
            return new Failure(library, "", List.of(), kind, null);
        }

        static Failure of(String logger, String line) {
            return new Failure(logger, line, List.of(), null, null);
        }

        static Failure of(
                String logger, String line, @Nullable Object @Nullable [] arguments, FailureKind kind, Throwable root) {
            return new Failure(logger, line, texts(arguments), kind, origin(root));
        }

        private static List<String> texts(@Nullable Object @Nullable [] arguments) {
            return arguments == null
                    ? List.of()
                    : Stream.of(arguments)
                            .filter(argument -> !(argument instanceof Throwable))
                            .map(String::valueOf)
                            .toList();
        }

        /// The first frame in Omne's own code, if there is one: deeper frames are the same for every statement.
        private static @Nullable StackTraceElement origin(Throwable root) {
            StackTraceElement[] stack = root.getStackTrace();
            return Stream.of(stack)
                    .filter(call -> call.getClassName().startsWith("io.omne."))
                    .findFirst()
                    .orElse(stack.length == 0 ? null : stack[0]);
        }

        private Failure withoutArguments() {
            return new Failure(source, line, List.of(), kind, origin);
        }
    }

    /// Whether no such failure was logged in the last minute. The failure counts as logged from now on.
    synchronized boolean isFirst(Failure failure) {
        long now = System.nanoTime();
        logged.values().removeIf(at -> now - at >= MINUTE);
        return logged.putIfAbsent(logged.size() < MOST ? failure : failure.withoutArguments(), now) == null;
    }
}
