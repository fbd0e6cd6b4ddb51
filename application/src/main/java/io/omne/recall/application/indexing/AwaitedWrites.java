package io.omne.recall.application.indexing;

import io.omne.access.UserId;
import io.omne.events.api.HandledEvents;
import io.omne.events.api.PendingEvents;
import io.omne.events.api.ProcessorWakeUp;
import io.omne.recall.application.IndexedWrites;
import io.omne.recall.application.RecallJobs;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Waits for the events of the user that the projector has not handled when the search begins.
@Component
class AwaitedWrites implements IndexedWrites {

    private final HandledEvents handled;

    AwaitedWrites(PendingEvents events, ProcessorWakeUp wakeUp) {
        this.handled = new HandledEvents(events, wakeUp, RecallJobs.PROCESSOR, WordProjector.TYPES);
    }

    @Override
    public Mono<Boolean> await(UserId owner) {
        return handled.await(owner.value());
    }
}
