package io.omne.events.adapter.axon;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/// Axon's event store, changed to look for new events when {@link #look} is called, not after every commit. Under
/// load, processors then get events by the dozen instead of one by one, and a batch costs hardly more than one
/// event.
final class PolledEventStore extends EmbeddedEventStore {

    private final Runnable committed;

    /// @param committed called after a commit of events that were published here
    PolledEventStore(Builder builder, Runnable committed) {
        super(builder);
        this.committed = committed;
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        committed.run();
    }

    /// Looks for new events now.
    void look() {
        super.afterCommit(List.of());
    }
}
