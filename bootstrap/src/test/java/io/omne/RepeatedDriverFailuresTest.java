package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

class RepeatedDriverFailuresTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger axon = context.getLogger("org.axonframework.eventhandling.Processor");
    private final RepeatedDriverFailures filter = new RepeatedDriverFailures(new DriverFailureClassifier());

    private FilterReply warn(Throwable failure) {
        return warn("memory-list", failure);
    }

    private FilterReply warn(String processor, Throwable failure) {
        return filter.decide(null, axon, Level.WARN, "failed {}", new Object[] {processor, failure}, null);
    }

    private static SQLException failure(String state) {
        return new SQLException("failed", state);
    }

    @Test
    void leavesNoStackOfALostConnection() {
        assertThat(List.of(
                        new IllegalStateException(new SQLException("ended", "57P01")),
                        new IllegalStateException(new SQLException("full", "53300")),
                        new IllegalStateException(new SQLException("read-only", "25006")),
                        new SQLException("Connection is closed"),
                        new AssertionError(new SQLException("closed", "08003")),
                        new IOException("reset"),
                        new CannotCreateTransactionException("no")))
                .allMatch(failure -> warn(failure) == FilterReply.DENY);
    }

    /// A command of Redis that is given up after its answer was, for example.
    @Test
    void leavesNoStackOfWhatNobodyWaitsForAnyMore() {
        var late = new QueryTimeoutException("Redis command timed out");
        FilterReply reply = filter.decide(
                null,
                context.getLogger("reactor.core.publisher.Operators"),
                Level.ERROR,
                "Operator called default onErrorDropped",
                null,
                late);

        assertThat(reply).isEqualTo(FilterReply.DENY);
    }

    /// Axon throws no cause of it.
    @Test
    void leavesNoStackWhereNoTransactionCouldBeOpened() {
        TransactionManager closed = () -> {
            throw new CannotCreateTransactionException("no");
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> new DefaultUnitOfWork<>(null).attachTransaction(closed))
                .satisfies(failure -> assertThat(warn(failure)).isEqualTo(FilterReply.DENY));
    }

    @Test
    void leavesTheFirstOfEachFault() {
        for (int i = 0; i < 3; i++) {
            FilterReply expected = i == 0 ? FilterReply.NEUTRAL : FilterReply.DENY;
            assertThat(warn(new IllegalStateException("a bug"))).isEqualTo(expected);
            assertThat(warn(new IllegalStateException("another"))).isEqualTo(expected);
            assertThat(warn(new IllegalStateException(new SQLException("no such table", "42P01"))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void leavesTheFirstOfEachState() {
        for (String state : List.of("42P01", "23505", "42703")) {
            assertThat(warn(failure(state))).as(state).isEqualTo(FilterReply.NEUTRAL);
            assertThat(warn(failure(state))).as(state).isEqualTo(FilterReply.DENY);
        }
    }

    @Test
    void leavesTheFirstOfEachProcessor() {
        for (String processor : List.of("memory-list", "embedding-saga")) {
            assertThat(warn(processor, failure("42P01"))).isEqualTo(FilterReply.NEUTRAL);
            assertThat(warn(processor, failure("42P01"))).isEqualTo(FilterReply.DENY);
        }
    }

    @Test
    void leavesFewOfLinesThatAreNeverTheSame() {
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> warn("event " + i, failure("42P01")))
                        .filter(reply -> reply == FilterReply.NEUTRAL))
                .hasSizeLessThanOrEqualTo(LoggedFailures.MOST + 1);
    }

    @Test
    void leavesTheFirstOfHikarisDeadConnections() {
        Logger pool = context.getLogger("com.zaxxer.hikari.pool.PoolBase");
        for (int i = 0; i < 3; i++) {
            assertThat(filter.decide(
                            null, pool, Level.WARN, "{} - dead: {}", new Object[] {"pool", "connection " + i}, null))
                    .isEqualTo(i == 0 ? FilterReply.NEUTRAL : FilterReply.DENY);
        }
    }

    @Test
    void logsNothingThatALevelTurnsOff() {
        axon.setLevel(Level.ERROR);
        assertThat(warn(failure("42P01"))).isEqualTo(FilterReply.NEUTRAL);
        axon.setLevel(null);
        assertThat(warn(failure("42P01"))).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void leavesWhatIsNoFailureAndWhatOthersLog() {
        var lost = new CannotCreateTransactionException("no");
        Logger own = context.getLogger("io.omne.Own");
        for (int i = 0; i < 2; i++) {
            assertThat(filter.decide(null, axon, Level.INFO, "started", null, null))
                    .isEqualTo(FilterReply.NEUTRAL);
            assertThat(filter.decide(null, axon, Level.DEBUG, "failed", null, lost))
                    .isEqualTo(FilterReply.NEUTRAL);
            assertThat(filter.decide(null, own, Level.ERROR, "failed", null, lost))
                    .isEqualTo(FilterReply.NEUTRAL);
        }
    }
}
