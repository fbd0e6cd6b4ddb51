package io.omne.events.adapter.axon;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/// Axon's event store, which looks for new events at its own pace and not after every commit as well. Under
/// load, events then come to the processors by the dozen instead of one by one, and a batch of them costs
/// hardly more than one.
final class PolledEventStore extends EmbeddedEventStore {

    PolledEventStore(Builder builder) {
        super(builder);
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        // The next look is soon enough.
    }
}
