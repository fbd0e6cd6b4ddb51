package io.omne.jobs.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.FailureClassifier.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class RepeatedFailureTest {

    private final List<String> lines = new ArrayList<>();
    private final RepeatedFailure failure = failure(Duration.ofMinutes(1));

    private final class Lines extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String line,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            String stack = thrown == null ? "" : " with stack";
            lines.add(level + " " + MessageFormatter.basicArrayFormat(line, arguments) + stack);
        }
    }

    private static FailureKind kind(Throwable failure) {
        return new FailureKind(failure.getClass().getName(), !(failure instanceof NullPointerException));
    }

    private RepeatedFailure failure(Duration pause) {
        return new RepeatedFailure(new Lines(), "nothing is done", RepeatedFailureTest::kind, pause);
    }

    private static RuntimeException outage() {
        return new UncheckedIOException("away", new IOException("reset\nby peer"));
    }

    @Test
    void isLoggedWhenItBeginsAndWhenItIsOver() {
        for (int i = 0; i < 100; i++) {
            failure.occurred(outage());
        }
        failure.over();
        failure.over();
        assertThat(lines)
                .containsExactly(
                        "WARN nothing is done: java.io.IOException: reset (1 so far)",
                        "INFO over after 100 failures: nothing is done");
    }

    @Test
    void isLoggedOnceAMinuteWhereItComesAndGoes() {
        for (int i = 0; i < 100; i++) {
            failure.occurred(outage());
            failure.over();
        }
        assertThat(lines).hasSize(2);
    }

    @Test
    void isLoggedAgainWhereItLasts() {
        RepeatedFailure lasting = failure(Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            lasting.occurred(outage());
        }
        lasting.over();
        assertThat(lines)
                .hasSize(4)
                .satisfies(all -> assertThat(all.get(2)).startsWith("WARN ").endsWith("(3 so far)"));
    }

    @Test
    void isLoggedWhereAnotherFollows() {
        for (int i = 0; i < 100; i++) {
            failure.occurred(outage());
            failure.occurred(new IllegalStateException("another"));
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains("another");
    }

    @Test
    void isLoggedWithItsStackWhereItIsAFault() {
        failure.occurred(outage());
        failure.occurred(new NullPointerException());
        failure.occurred(new NullPointerException());
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).isEqualTo("WARN nothing is done (2 so far) with stack");
    }
}
