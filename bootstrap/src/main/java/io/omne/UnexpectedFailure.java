package io.omne;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A failure of the start for which there is no sentence. The sentence names the exceptions and where they were
/// thrown. Messages of libraries are left out, because they may quote the value of a setting.
final class UnexpectedFailure {

    private static final int MOST_CAUSES = 20;

    private UnexpectedFailure() {}

    static String sentence(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(UnexpectedFailure::described)
                .collect(Collectors.joining(", caused by ", "it failed unexpectedly: ", "."));
    }

    private static String described(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String name = failure.getClass().getName();
        if (trace.length == 0) {
            return name;
        }
        StackTraceElement thrown = trace[0];
        String place =
                "%s at %s.%s:%d".formatted(name, thrown.getClassName(), thrown.getMethodName(), thrown.getLineNumber());
        return thrown.getClassName().startsWith("io.omne.")
                ? "%s (%s)".formatted(place, PostgresRefusal.line(failure))
                : place;
    }
}
