package io.omne;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryView;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Lifetime;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A memory with its events and the time of its last read, as {@link TestMemories} keeps it.
record Kept(Memory memory, List<MemoryEvent> events, Instant accessedAt) {

    Kept then(Decision.Accepted accepted) {
        return new Kept(
                accepted.memory(),
                Stream.concat(events.stream(), accepted.events().stream()).toList(),
                accessedAt);
    }

    Kept accessedAt(Instant at) {
        return new Kept(memory, events, at);
    }

    Kept with(Lifetime lifetime, Instant accessed) {
        var other = new Memory(
                memory.id(),
                memory.owner(),
                memory.content(),
                memory.details(),
                memory.origin(),
                memory.embedding(),
                lifetime,
                memory.counts());
        return new Kept(other, events, accessed);
    }

    MemoryView view() {
        Memory it = memory;
        var sourceId = it.origin().sourceId();
        var title = it.details().title();
        var supersededBy = it.details().supersededBy();
        var completed = it.embedding() instanceof Embedding.Completed done ? done : null;
        return new MemoryView(
                it.id().value(),
                it.owner().value(),
                it.content().text(),
                it.details().type(),
                it.origin().source(),
                sourceId == null ? null : sourceId.text(),
                title == null ? null : title.text(),
                it.details().tags().values(),
                it.details().metadata().values(),
                it.embedding().status(),
                completed == null ? null : completed.model().value(),
                completed == null ? null : 1,
                completed == null ? null : completed.at(),
                it.embedding().failure(),
                it.details().occurredAt(),
                it.lifetime().createdAt(),
                it.lifetime().updatedAt(),
                accessedAt,
                it.details().related().ids().stream().map(MemoryId::value).toList(),
                it.origin().conversation(),
                supersededBy == null ? null : supersededBy.value(),
                it.counts().version(),
                it.counts().sequence());
    }
}
