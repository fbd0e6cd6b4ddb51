package io.omne.memory.application;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final RepeatedFailure failure = new RepeatedFailure(new Lines(), "nothing is done", Duration.ZERO);

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

    private static RuntimeException outage() {
        return new UncheckedIOException("away", new IOException());
    }

    @Test
    void isLoggedWhenItBeginsAndWhenItIsOver() {
        for (int spell = 0; spell < 2; spell++) {
            lines.clear();
            for (int i = 0; i < 100; i++) {
                failure.occurred(outage());
            }
            failure.over();
            failure.over();
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst()).startsWith("WARN nothing is done: ").doesNotContain("with stack");
            assertThat(lines.getLast())
                    .startsWith("INFO ")
                    .contains("nothing is done")
                    .contains("100 ");
        }
    }

    @Test
    void isLoggedOnceAMinuteWhereItComesAndGoes() {
        var fleeting = new RepeatedFailure(new Lines(), "nothing is done");
        for (int i = 0; i < 100; i++) {
            fleeting.occurred(outage());
            fleeting.over();
        }
        assertThat(lines).hasSize(2);
    }

    @Test
    void isLoggedWithItsStackWhereTheProgramIsAtFault() {
        var mixed = new RepeatedFailure(new Lines(), "nothing is done");
        mixed.occurred(outage());
        mixed.occurred(new NullPointerException());
        mixed.occurred(new NullPointerException());
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).isEqualTo("WARN nothing is done with stack");
    }
}
