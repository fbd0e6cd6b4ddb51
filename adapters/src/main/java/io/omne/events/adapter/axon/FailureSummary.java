package io.omne.events.adapter.axon;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Summarizes a failure for an operator: no class name, no SQL, nothing of a memory. The log has the rest.
final class FailureSummary {

    /// Exceptions of our own code, whose messages may be shown.
    private static final Set<String> SPEAKING = Set.of(
            IllegalStateException.class.getName(),
            IllegalArgumentException.class.getName(),
            "io.omne.validation.InvalidValue");

    private static final Pattern QUALIFIED_NAME = Pattern.compile("\\w\\.\\w");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SUFFIX = Pattern.compile("(Exception|Error)$");

    private FailureSummary() {}

    /// @param type the name of the exception's class
    static String of(String type, @Nullable String message) {
        return message != null && SPEAKING.contains(type) && isPlain(message) ? message : words(type);
    }

    private static boolean isPlain(String message) {
        return !message.isBlank() && !QUALIFIED_NAME.matcher(message).find();
    }

    /// Summarizes the first exception in the chain of causes whose message may be shown, or else the deepest one.
    static String of(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable it = failure; it != null; it = it.getCause()) {
            deepest = it;
            if (SPEAKING.contains(it.getClass().getName())) {
                break;
            }
        }
        return of(deepest.getClass().getName(), deepest.getMessage());
    }

    /// `DataIntegrityViolationException` as "data integrity violation".
    private static String words(String type) {
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        String name = SUFFIX.matcher(simple).replaceFirst("");
        return WORD_START
                .matcher(name.isEmpty() ? simple : name)
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
    }
}
