package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class DeadLetterPolicyTest {

    private final DeadLetterPolicy policy = new DeadLetterPolicy();
    private final DeadLetter<EventMessage<?>> letter =
            new GenericDeadLetter<>("a memory", GenericEventMessage.asEventMessage("an event"));

    @Test
    void setsAsideWhatFailsForAReasonOfItsOwn() {
        assertThat(policy.decide(letter, new IllegalStateException("out of order"))
                        .shouldEnqueue())
                .isTrue();
        assertThat(policy.decide(letter, new DataIntegrityViolationException("refused"))
                        .shouldEnqueue())
                .isTrue();
    }

    @Test
    void takesAgainWhatPassesByItself() {
        var deadlock = new CannotAcquireLockException("deadlock detected");
        var away = new DataAccessResourceFailureException("no connection");

        assertThatThrownBy(() -> policy.decide(letter, deadlock)).isSameAs(deadlock);
        assertThatThrownBy(() -> policy.decide(letter, new IllegalStateException(away)))
                .isSameAs(away);
    }

    /// Spring knows no class for some of these.
    @ParameterizedTest
    @ValueSource(strings = {"25006", "08006", "57P01", "57P02", "25P03"})
    void takesAgainWhatAFailoverRefused(String state) {
        var refused = new IllegalStateException(new SQLException("refused", state));

        assertThatThrownBy(() -> policy.decide(letter, refused)).isInstanceOf(DataAccessResourceFailureException.class);
    }
}
