package io.omne.memory.adapter.axon;

import io.omne.events.adapter.axon.EventJsonTypes;
import io.omne.events.adapter.axon.EventProcessor;
import io.omne.events.adapter.axon.EventProcessor.Delivery;
import io.omne.memory.application.MemoryJobs;
import java.util.List;

/// What memories contribute to the events, for tests.
public final class TestEventTypes {

    public static final String LIST = MemoryJobs.LIST_PROCESSOR;

    private TestEventTypes() {}

    public static List<EventJsonTypes> json() {
        return List.of(new MemoryEventJson());
    }

    public static List<EventProcessor> following() {
        return List.of(new EventProcessor(LIST, Delivery.FOLLOWING));
    }

    /// Handles events of classes that are not there.
    public static Object unknownEvents() {
        return new UnknownEventHandler();
    }
}
