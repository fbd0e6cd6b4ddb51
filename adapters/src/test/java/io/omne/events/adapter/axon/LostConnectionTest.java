package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.events.api.OutcomeUnknown;
import java.sql.SQLException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class LostConnectionTest {

    private static RuntimeException failure(String state) {
        return new EventStoreException(
                "not stored", new DataAccessResourceFailureException("away", new SQLException("gone", state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "57P01", "57P02", "57P05", "25P03", "25P04"})
    void leavesNothingBeforeTheCommit(String state) {
        assertThat(LostConnection.leftNothing(failure(state))).isTrue();
    }

    /// What the statement itself is to blame for fails again, and what is committed may be done.
    @ParameterizedTest
    @ValueSource(strings = {"23505", "57014", "53100", "25006", "40001", "22001", "42P01"})
    void isNotWhatAStatementIsToBlameFor(String state) {
        assertThat(LostConnection.leftNothing(failure(state))).isFalse();
    }

    @Test
    void doesNotKnowWhatBecameOfACommit() {
        assertThat(LostConnection.leftNothing(new OutcomeUnknown(failure("08006"))))
                .isFalse();
    }

    @Test
    void isNotAConnectionThatNobodyGot() {
        assertThat(LostConnection.leftNothing(
                        new CannotCreateTransactionException("none", new SQLException("refused", "08001"))))
                .isFalse();
    }
}
