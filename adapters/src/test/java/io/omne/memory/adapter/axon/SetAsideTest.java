package io.omne.memory.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class SetAsideTest {

    private final SetAside policy = new SetAside();
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
}
