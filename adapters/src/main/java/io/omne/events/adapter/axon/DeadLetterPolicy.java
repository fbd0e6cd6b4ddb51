package io.omne.events.adapter.axon;

import io.omne.events.api.BatchRejected;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/// Decides which events become dead letters: those that fail for a reason of their own. A transient failure, such
/// as a deadlock, fails the whole batch, which the processor then processes again.
final class DeadLetterPolicy implements EnqueuePolicy<EventMessage<?>> {

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        for (Throwable it = cause; it != null; it = it.getCause()) {
            if (it instanceof BatchRejected passing) {
                throw passing;
            }
            if (it instanceof TransientDataAccessException passing) {
                throw passing;
            }
            if (it instanceof DataAccessResourceFailureException passing) {
                throw passing;
            }
        }
        if (LostConnection.isCauseOf(cause) || LostConnection.isReadOnly(cause)) {
            throw new DataAccessResourceFailureException("PostgreSQL cannot be written now", cause);
        }
        return Decisions.enqueue(cause);
    }
}
