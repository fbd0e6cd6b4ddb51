package io.omne;

import static java.util.Objects.requireNonNullElse;

import io.omne.validation.CannotStart;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.PlaceholderResolutionException;

/// Says why the server did not start, in one line that a person and `./omne up` can read. Replaces the analyzers of
/// Spring Boot and the stack trace in the log, because both print the values of settings.
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailure implements FailureAnalyzer, FailureAnalysisReporter {

    private static final String NO_ANSWER = "08001";
    private static final String PLACEHOLDER =
            "the value of a setting has a placeholder, ${name}, for which there is no value; write \\${ where none is meant.";

    private static final String SCHEMA =
            "the schema of this database is not as this version of Omne makes it: another version made it, a"
                    + " migration failed, or the table flyway_schema_history was changed.";
    private static final String NOT_OURS =
            "the first schema on the search_path of the user has tables, and none of Omne's: Omne needs a database or"
                    + " a schema of its own.";
    private static final String SETTINGS_OF_BOOT = "org.springframework.boot.";
    private static final List<String> READING_SETTINGS =
            List.of("context.config.", "env.", "json.", "support.SpringApplicationJsonEnvironmentPostProcessor");
    private static final Pattern LOCATION = Pattern.compile("line \\d+, column \\d+");

    static void print(@Nullable String sentence) {
        System.err.println("Omne cannot start: " + sentence);
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, failure);
            }
        }
        return new FailureAnalysis(
                ofSettings(failure) ? unreadable(failure) : UnexpectedFailure.sentence(failure), null, failure);
    }

    /// Whether the failure happened while settings were read from files, or from a value that has many settings.
    private static boolean ofSettings(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> name.startsWith(SETTINGS_OF_BOOT))
                .map(name -> name.substring(SETTINGS_OF_BOOT.length()))
                .anyMatch(name -> READING_SETTINGS.stream().anyMatch(name::startsWith));
    }

    /// Repeats the location only, because messages of parsers quote the line that they cannot read.
    private static String unreadable(Throwable failure) {
        Matcher location = LOCATION.matcher(requireNonNullElse(failure.getMessage(), ""));
        return "settings cannot be read%s: see the files of settings, spring.config.import and SPRING_APPLICATION_JSON."
                .formatted(location.find() ? " (" + location.group() + " of a file)" : "");
    }

    private static @Nullable String sentence(Throwable cause) {
        return switch (cause) {
            case CannotStart _ -> cause.getMessage();
            case SQLException _, R2dbcException _ ->
                refusal(cause).map(PostgresRefusal::sentence).orElse(null);
            case BindException bind -> "the setting %s cannot be read%s.".formatted(bind.getName(), rule(bind));
            case InvalidConfigurationPropertyValueException value ->
                "the setting %s is not as it should be.".formatted(value.getName());
            case PlaceholderResolutionException _ -> PLACEHOLDER;
            case FlywayValidateException _ -> SCHEMA;
            case FlywayException flyway
            when flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE -> NOT_OURS;
            case PortInUseException port -> "the port %d is in use.".formatted(port.getPort());
            case ConversionException _ -> "a setting cannot be read: it is no number, time or size as it should be.";
            default -> null;
        };
    }

    /// The message of one of Omne's own classes about the values that it accepts. Other messages would repeat the
    /// value.
    private static String rule(BindException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        StackTraceElement[] trace = cause.getStackTrace();
        boolean ours = cause instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("io.omne.");
        return ours ? ": " + PostgresRefusal.line(cause) : "";
    }

    /// The reason why PostgreSQL refused a connection, if the failure of a driver gives one.
    static Optional<PostgresRefusal> refusal(Throwable failure) {
        String state = switch (failure) {
            case SQLException sql -> sql.getSQLState();
            case R2dbcException r2dbc -> requireNonNullElse(r2dbc.getSqlState(), NO_ANSWER);
            default -> null;
        };
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(PostgresRefusal.of(state, PostgresRefusal.line(failure), failure));
    }

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        String text = analysis.getDescription() + (action == null ? "" : " " + action);
        print(text.replaceAll("\\s+", " ").strip());
    }
}
