package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The event store keeps events under these names. A line that changes here makes stored events unreadable:
/// write an upcaster with it. New lines are welcome; a new component is too, where stored events can do
/// without.
class EventNamesTest {

    @Test
    void areTheStoredOnes() {
        assertThat(shapes(List.of(MemoryEvent.class.getPermittedSubclasses()))).isEqualTo("""
                io.omne.memory.MemoryEvent$ContentChanged(id: MemoryId, owner: UserId, content: Content, at: Instant)
                io.omne.memory.MemoryEvent$Created(id: MemoryId, owner: UserId, content: Content, details: Details, origin: Origin, at: Instant)
                io.omne.memory.MemoryEvent$Deleted(id: MemoryId, owner: UserId, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingCompleted(id: MemoryId, owner: UserId, revision: int, model: ModelName, passages: int, omission: EmbeddingFailure, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingFailed(id: MemoryId, owner: UserId, revision: int, failure: EmbeddingFailure, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingInterrupted(id: MemoryId, owner: UserId, revision: int, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingPostponed(id: MemoryId, owner: UserId, revision: int, failure: EmbeddingFailure, dueAt: Instant, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingRetryAsked(id: MemoryId, owner: UserId, at: Instant)
                io.omne.memory.MemoryEvent$EmbeddingStarted(id: MemoryId, owner: UserId, revision: int, attempt: int, leasedUntil: Instant, at: Instant)
                io.omne.memory.MemoryEvent$MetadataReplaced(id: MemoryId, owner: UserId, metadata: Metadata, at: Instant)
                io.omne.memory.MemoryEvent$OccurredAtChanged(id: MemoryId, owner: UserId, occurredAt: Instant, at: Instant)
                io.omne.memory.MemoryEvent$Reclassified(id: MemoryId, owner: UserId, type: MemoryType, at: Instant)
                io.omne.memory.MemoryEvent$RelatedMemoriesChanged(id: MemoryId, owner: UserId, related: RelatedMemories, at: Instant)
                io.omne.memory.MemoryEvent$Retagged(id: MemoryId, owner: UserId, tags: Tags, at: Instant)
                io.omne.memory.MemoryEvent$Retitled(id: MemoryId, owner: UserId, title: Title, at: Instant)
                io.omne.memory.MemoryEvent$SupersededByChanged(id: MemoryId, owner: UserId, supersededBy: MemoryId, at: Instant)""");
    }

    /// The records inside the events, which are stored with them.
    @Test
    void haveTheStoredValues() {
        assertThat(shapes(valuesIn(MemoryEvent.class.getPermittedSubclasses()))).isEqualTo("""
                io.omne.access.UserId(value: UUID)
                io.omne.embedding.ModelName(value: String)
                io.omne.memory.Content(text: String)
                io.omne.memory.Details(type: MemoryType, title: Title, tags: Tags, metadata: Metadata, occurredAt: Instant, related: RelatedMemories, supersededBy: MemoryId)
                io.omne.memory.EmbeddingFailure(code: String, message: String)
                io.omne.memory.MemoryId(value: UUID)
                io.omne.memory.Metadata(values: Map)
                io.omne.memory.Origin(source: MemorySource, sourceId: SourceId, conversation: UUID)
                io.omne.memory.RelatedMemories(ids: List)
                io.omne.memory.SourceId(text: String)
                io.omne.memory.Tags(values: List)
                io.omne.memory.Title(text: String)""");
    }

    @Test
    void haveTheStoredWords() {
        assertThat(MemoryType.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrder(
                        "NOTE", "MEETING", "TASK", "INSIGHT", "DECISION", "CONTACT", "FILE", "CUSTOM");
        assertThat(MemorySource.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("MANUAL", "CHAT", "FILE", "INTEGRATION", "AI_EXTRACTED");
    }

    private static Collection<Class<?>> valuesIn(Class<?>... records) {
        return Arrays.stream(records)
                .flatMap(it -> Arrays.stream(it.getRecordComponents()))
                .<Class<?>>map(RecordComponent::getType)
                .filter(Class::isRecord)
                .flatMap(it -> Stream.concat(Stream.of(it), valuesIn(it).stream()))
                .collect(Collectors.toSet());
    }

    private static String shapes(Collection<Class<?>> records) {
        return records.stream()
                .map(it -> it.getName() + components(it))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(it -> it.getName() + ": " + it.getType().getSimpleName())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
