package io.omne.memory.application.reading;

import io.omne.memory.MemoryId;
import io.omne.memory.SourceId;
import io.omne.memory.Title;
import io.omne.memory.api.MemoryView;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.time.Instant;

/// Makes the view that an owner gets of a memory from its state.
public final class OwnerView {

    private OwnerView() {}

    /// The view of a memory that was just written, which counts as an access. If the memory is completed, the
    /// caller adds the serving model. The caller also leaves out related memories that are deleted.
    public static MemoryView of(Memory memory, Instant accessedAt) {
        SourceId sourceId = memory.origin().sourceId();
        Title title = memory.details().title();
        MemoryId supersededBy = memory.details().supersededBy();
        Embedding embedding = memory.embedding();
        return new MemoryView(
                memory.id().value(),
                memory.owner().value(),
                memory.content().text(),
                memory.details().type(),
                memory.origin().source(),
                sourceId == null ? null : sourceId.text(),
                title == null ? null : title.text(),
                memory.details().tags().values(),
                memory.details().metadata().values(),
                embedding.status(),
                embedding instanceof Embedding.Completed it ? it.model().value() : null,
                null,
                embedding instanceof Embedding.Completed it ? it.at() : null,
                embedding.failure(),
                memory.details().occurredAt(),
                memory.lifetime().createdAt(),
                memory.lifetime().updatedAt(),
                accessedAt,
                memory.details().related().ids().stream().map(MemoryId::value).toList(),
                memory.origin().conversation(),
                supersededBy == null ? null : supersededBy.value(),
                memory.counts().version(),
                memory.counts().sequence());
    }
}
