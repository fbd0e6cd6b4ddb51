package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.SourceText;
import io.omne.embedding.api.TextSource;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.reading.CacheEpoch;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The texts of completed memories, for a change of the model. A change makes no events of memories, except for
/// memories that must be embedded again because the result with the previous model does not apply to the next one.
@Component
class MemoryTextSource implements TextSource {

    private final EmbeddedMemories embedded;
    private final EmbeddingQueue queue;
    private final Memories memories;
    private final CacheEpoch epoch;
    private final DatabaseClock clock;

    MemoryTextSource(
            EmbeddedMemories embedded, EmbeddingQueue queue, Memories memories, CacheEpoch epoch, DatabaseClock clock) {
        this.embedded = embedded;
        this.queue = queue;
        this.memories = memories;
        this.epoch = epoch;
        this.clock = clock;
    }

    @Override
    public String name() {
        return MemoryKey.SOURCE;
    }

    @Override
    public Page embedded(TextKey after, int limit) {
        EmbeddedMemories.Page page = embedded.completed(MemoryKey.of(after), limit);
        MemoryKey last = page.last();
        return new Page(page.completed().stream().map(MemoryKey::text).toList(), last == null ? null : last.text());
    }

    @Override
    public Found find(Collection<TextKey> keys) {
        EmbeddedMemories.Found found = embedded.find(memories(keys));
        return new Found(
                texts(found.memories()),
                found.unreadable().stream().map(MemoryKey::text).collect(Collectors.toSet()));
    }

    @Override
    public List<SourceText> lock(Collection<TextKey> keys) {
        return texts(queue.locked(memories(keys)));
    }

    private static List<MemoryKey> memories(Collection<TextKey> keys) {
        return keys.stream().map(MemoryKey::of).toList();
    }

    private static List<SourceText> texts(List<Memory> memories) {
        return memories.stream().flatMap(MemoryTextSource::text).toList();
    }

    private static Stream<SourceText> text(Memory memory) {
        return !memory.isGone() && memory.embedding() instanceof Embedding.Completed it
                ? Stream.of(new SourceText(
                        memory.key().text(),
                        memory.counts().revision(),
                        memory.content().text(),
                        it.failure() != null))
                : Stream.empty();
    }

    @Override
    public int embedAgain(IndexedModel serving, Collection<TextKey> outdated, int limit) {
        Instant now = clock.now();
        List<Memory> again = Stream.concat(
                        queue.locked(memories(outdated)).stream(), queue.refusedByOthers(serving, limit).stream())
                .toList();
        memories.save(again.stream().flatMap(memory -> step(memory, now)).toList());
        return again.size();
    }

    private static Stream<Transition> step(Memory memory, Instant now) {
        return memory.embedAgain(now) instanceof Decision.Accepted accepted
                ? Stream.of(Transition.of(memory, accepted))
                : Stream.empty();
    }

    /// Invalidates the cached views, because they name the previous model.
    @Override
    public void served(IndexedModel serving) {
        epoch.advance();
    }
}
