package io.omne;

import io.omne.access.CannotStart;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/// Why the server did not start, in one line that a person, and `./omne up`, can read.
class StartFailure implements FailureAnalyzer, FailureAnalysisReporter {

    static void print(@Nullable String sentence) {
        System.err.println("Omne cannot start: " + sentence);
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, failure);
            }
        }
        return null;
    }

    private static @Nullable String sentence(Throwable cause) {
        if (cause instanceof CannotStart) {
            return cause.getMessage();
        }
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            return switch (sql.getSQLState()) {
                case "28P01", "28000" -> "PostgreSQL refuses the user or password of DATABASE_URL.";
                case "3D000" -> "the database that DATABASE_URL names does not exist.";
                case "42501" ->
                    "the user of DATABASE_URL may not create the schema: " + firstLine(sql.getMessage()) + ".";
                case String state
                when state.startsWith("08") ->
                    "PostgreSQL does not answer where DATABASE_URL says: " + firstLine(sql.getMessage());
                default -> null;
            };
        }
        return null;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        String text = analysis.getDescription() + (action == null ? "" : " " + action);
        print(text.replaceAll("\\s+", " ").strip());
    }
}
