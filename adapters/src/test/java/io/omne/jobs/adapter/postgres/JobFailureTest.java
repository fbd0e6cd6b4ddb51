package io.omne.jobs.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

class JobFailureTest {

    static Stream<Throwable> outages() {
        return Stream.concat(
                Stream.of("08006", "57P01", "25P03", "25P04", "25006", "53300")
                        .map(state -> new DataAccessResourceFailureException("", new SQLException("", state))),
                Stream.of(
                        new DataAccessResourceFailureException("", new SQLException("Connection is closed")),
                        new SQLTransientConnectionException("no connection in time"),
                        new CannotCreateTransactionException("more commands than PostgreSQL can take"),
                        new TransientDataAccessResourceException("a standby")));
    }

    static Stream<Throwable> faults() {
        return Stream.concat(
                Stream.of("53100", "42501", "23505", "22P02")
                        .map(state -> new DataAccessResourceFailureException("", new SQLException("", state))),
                Stream.of(new IllegalStateException("a fault"), new NullPointerException()));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void leavesAJobToALaterStart(Throwable outage) {
        assertThat(JobFailure.passes(outage)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void endsAJob(Throwable fault) {
        assertThat(JobFailure.passes(fault)).isFalse();
    }
}
