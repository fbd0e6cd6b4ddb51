package io.omne.events.adapter.axon;

import java.time.Duration;

/// An event processor of a module. Its handlers name it in their `@ProcessingGroup`.
///
/// @param name is part of stored tokens and dead letters, so it must not change
/// @param gathering how long new events may wait for further ones, so that there are fewer and larger batches. The
///     first ones after a pause do not wait, and none does while somebody waits for it: see {@link
///     io.omne.events.api.ProcessorWakeUp}
public record EventProcessor(String name, Delivery delivery, Duration gathering) {

    /// A processor that handles events as they come.
    public EventProcessor(String name, Delivery delivery) {
        this(name, delivery, Duration.ZERO);
    }

    public enum Delivery {
        /// With the command that stores the events, before it is committed. Handlers must not write.
        WITH_COMMAND,
        /// After the commit, in batches; one instance at a time works on a segment. Events that cannot be
        /// handled become dead letters.
        FOLLOWING
    }
}
