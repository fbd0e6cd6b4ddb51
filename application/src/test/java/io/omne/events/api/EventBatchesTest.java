package io.omne.events.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.jobs.api.FailureClassifier.FailureKind;
import io.omne.jobs.api.RepeatedFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventBatchesTest {

    private final List<String> stored = new ArrayList<>();
    private final EventBatches<String, String> batches = new EventBatches<>(
            _ -> new Stored(),
            event -> event.substring(0, 1),
            new RepeatedFailure(
                    LoggerFactory.getLogger(EventBatchesTest.class), "test", _ -> new FailureKind("test", false)),
            Runnable::run);

    private final class Stored implements EventBatches.Batch<String, String> {

        private final List<String> unsaved = new ArrayList<>();
        private final Set<String> taken = new HashSet<>();

        @Override
        public void take(String event) {
            unsaved.add(event);
            taken.add(event.substring(0, 1));
        }

        @Override
        public Set<String> unsaved() {
            return Set.copyOf(taken);
        }

        @Override
        public void save() {
            List<String> events = List.copyOf(unsaved);
            unsaved.clear();
            if (events.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
            stored.addAll(events);
        }

        @Override
        public Set<String> taken() {
            return taken;
        }
    }

    /// Handles events as a processor does: an event whose handler fails becomes a dead letter.
    ///
    /// @return the dead letters
    private List<String> handle(String... events) {
        var dead = new ArrayList<String>();
        var work = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage(events));
        try {
            for (String event : events) {
                try {
                    batches.take(event);
                } catch (IllegalArgumentException e) {
                    dead.add(event);
                }
            }
        } catch (RuntimeException e) {
            work.rollback(e);
            throw e;
        }
        work.commit();
        return dead;
    }

    @Test
    void savesABatchAsAWhole() {
        assertThat(handle("a1", "b1", "a2")).isEmpty();
        assertThat(stored).containsExactly("a1", "b1", "a2");
    }

    @Test
    void findsTheEventThatFails() {
        assertThatThrownBy(() -> handle("a1", "bad", "c1")).hasRootCauseMessage("bad");
        assertThat(stored).as("the transaction is rolled back").isEmpty();

        assertThat(handle("a1", "bad", "c1")).containsExactly("bad");
        assertThat(stored).containsExactly("a1", "c1");
        assertThat(handle("b2")).isEmpty();
    }
}
