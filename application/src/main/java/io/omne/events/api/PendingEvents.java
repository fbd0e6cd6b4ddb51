package io.omne.events.api;

import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Which of an owner's events a processor still has to handle, for queries that show what their owner wrote. Never
/// blocks.
public interface PendingEvents {

    /// Looks at the committed events of these types. Other events do not count, so a processor must handle all of
    /// them and no others.
    Mono<Pending> of(String processor, UUID owner, Set<Class<?>> types);

    /// @param positions of the events that are not handled yet, {@value #MOST} at most
    /// @param isBlocked whether the processor could not handle an event of the owner, so that waiting does not help
    record Pending(Set<Long> positions, boolean isBlocked) {

        public static final int MOST = 10_000;
    }
}
