package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Folds the events of memories.
final class EventReplays {

    private final AggregateEvents events;

    EventReplays(AggregateEvents events) {
        this.events = events;
    }

    /// Folds the events of each of the memories that has any, one memory after the other.
    void read(Collection<UUID> memories, Consumer<EventReplay> each) {
        var current = new Current(each);
        events.read(memories.stream().map(UUID::toString).toList(), current);
        current.end();
    }

    private static final class Current implements Consumer<RecordedEvent> {

        private final Consumer<EventReplay> each;
        private @Nullable EventReplay replay;

        Current(Consumer<EventReplay> each) {
            this.each = each;
        }

        @Override
        public void accept(RecordedEvent event) {
            EventReplay current = replay;
            if (current == null || !current.id().toString().equals(event.aggregate())) {
                end();
                current = new EventReplay(UUID.fromString(event.aggregate()));
                replay = current;
            }
            current.take(event);
        }

        void end() {
            if (replay != null) {
                each.accept(replay);
            }
        }
    }
}
