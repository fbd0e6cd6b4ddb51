package io.omne.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

@Timeout(30)
class OutageLogTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final OutageLog refused = new OutageLog(new Lines(), Duration.ofSeconds(1));

    private final OutageLog refusedForAMinute = new OutageLog(new Lines(), Duration.ofMinutes(1));

    private static Throwable failure(String state) {
        return new DataAccessResourceFailureException(
                "StatementCallback;\nSQL [select]", new SQLException(state + "\nHint: none", state));
    }

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
            lines.add(level + " " + MessageFormatter.basicArrayFormat(line, arguments));
        }
    }

    @Test
    void areLoggedWhenAnOutageBeginsAndWhenItIsOver() throws Exception {
        for (int spell = 0; spell < 2; spell++) {
            lines.clear();
            for (int i = 0; i < 100; i++) {
                refused.add(Outage.READ_ONLY, "POST /api/v1/memories", failure("25006"));
            }
            while (lines.size() < 2) {
                Thread.sleep(20);
            }
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst())
                    .isEqualTo("WARN POST /api/v1/memories is rejected: java.sql.SQLException: 25006 (1 so far)");
            assertThat(lines.getLast()).startsWith("INFO 100 requests were rejected (READ_ONLY)");
        }
    }

    @Test
    void areLoggedForEachThingThatIsAway() {
        for (int i = 0; i < 10; i++) {
            for (Outage outage : Outage.values()) {
                refusedForAMinute.add(outage, "GET /", new IOException());
            }
        }
        assertThat(lines.stream().filter(line -> line.startsWith("WARN"))).hasSize(Outage.values().length);
    }

    @Test
    void areLoggedForEachReason() {
        for (int i = 0; i < 50; i++) {
            for (String state : List.of("57014", "53100", "57P01", "08006")) {
                refusedForAMinute.add(Outage.DATABASE, "GET /", failure(state));
            }
            refusedForAMinute.add(Outage.DATABASE, "GET /", new CannotCreateTransactionException("no"));
        }
        assertThat(lines).as("one for both in which the connection is lost").hasSize(3);
    }

    @Test
    void areLoggedAgainWhileTheOutageLasts() throws Exception {
        for (int i = 0; lines.size() < 3; i++) {
            refused.add(Outage.DATABASE, "GET /" + i, failure("53100"));
            Thread.sleep(50);
        }
        assertThat(lines).allMatch(line -> line.startsWith("WARN "));
        assertThat(lines.getLast()).doesNotContain("(1 so far)");
    }
}
