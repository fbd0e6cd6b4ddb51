package io.omne.memory.application.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.MemoryEvent;
import io.omne.memory.application.OneOfEach;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Clients know events by these names. A line that changes here breaks them; new lines are welcome.
class EventNameTest {

    @Test
    void isWhatClientsKnow() {
        assertThat(OneOfEach.EVENTS.stream().map(EventName::of).map(EventName::text))
                .containsExactly(
                        "created",
                        "content_changed",
                        "type_changed",
                        "title_changed",
                        "tags_changed",
                        "metadata_changed",
                        "occurred_at_changed",
                        "related_memories_changed",
                        "superseded_by_changed",
                        "deleted",
                        "embedding_started",
                        "embedding_interrupted",
                        "embedding_completed",
                        "embedding_postponed",
                        "embedding_failed",
                        "embedding_retry_asked");
    }

    @Test
    void isAnotherForEveryEvent() {
        assertThat(OneOfEach.EVENTS.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(MemoryEvent.class.getPermittedSubclasses()));
        assertThat(OneOfEach.EVENTS).extracting(EventName::of).containsExactlyInAnyOrder(EventName.values());
    }
}
