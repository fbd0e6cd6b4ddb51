package io.omne;

import static java.util.Objects.requireNonNullElse;

import io.omne.access.CannotStart;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.PlaceholderResolutionException;

/// Why the server did not start, in one line that a person, and `./omne up`, can read. It comes before the
/// analyzers of Spring Boot, which print the values of settings.
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailure implements FailureAnalyzer, FailureAnalysisReporter {

    private static final String NO_ANSWER = "08001";
    private static final String PLACEHOLDER =
            "the value of a setting has a placeholder, ${name}, for which there is no value; write \\${ where none is meant.";

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
        return switch (cause) {
            case CannotStart _ -> cause.getMessage();
            case SQLException sql when sql.getSQLState() != null -> refusal(sql.getSQLState(), sql);
            case R2dbcException r2dbc -> refusal(requireNonNullElse(r2dbc.getSqlState(), NO_ANSWER), r2dbc);
            case BindException bind -> "the setting %s cannot be read%s.".formatted(bind.getName(), rule(bind));
            case InvalidConfigurationPropertyValueException value ->
                "the setting %s is not as it should be.".formatted(value.getName());
            case PlaceholderResolutionException _ -> PLACEHOLDER;
            case ConversionException _ -> "a setting cannot be read: it is no number, time or size as it should be.";
            default -> null;
        };
    }

    /// What a class of ours says of the values that it takes; others would repeat the value.
    private static String rule(BindException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        StackTraceElement[] trace = cause.getStackTrace();
        boolean ours = cause instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("io.omne.");
        return ours ? ": " + PostgresRefusal.line(cause) : "";
    }

    private static @Nullable String refusal(String state, Exception failure) {
        PostgresRefusal refusal = PostgresRefusal.of(state, PostgresRefusal.line(failure), failure);
        return refusal == null ? null : refusal.sentence();
    }

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        String text = analysis.getDescription() + (action == null ? "" : " " + action);
        print(text.replaceAll("\\s+", " ").strip());
    }
}
