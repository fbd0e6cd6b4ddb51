package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An event of every kind there is.
public final class OneOfEach {

    private static final MemoryId ID = new MemoryId(new UUID(0, 1));
    private static final UserId OWNER = new UserId(new UUID(0, 2));
    private static final Instant AT = Instant.EPOCH;
    private static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No answer.");
    private static final Details DETAILS =
            new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null);

    public static final List<MemoryEvent> EVENTS = List.of(
            new MemoryEvent.Created(
                    ID, OWNER, new Content("x"), DETAILS, new Origin(MemorySource.MANUAL, null, null), AT),
            new MemoryEvent.ContentChanged(ID, OWNER, new Content("y"), AT),
            new MemoryEvent.Reclassified(ID, OWNER, MemoryType.TASK, AT),
            new MemoryEvent.Retitled(ID, OWNER, null, AT),
            new MemoryEvent.Retagged(ID, OWNER, Tags.NONE, AT),
            new MemoryEvent.MetadataReplaced(ID, OWNER, Metadata.NONE, AT),
            new MemoryEvent.OccurredAtChanged(ID, OWNER, AT, AT),
            new MemoryEvent.RelatedMemoriesChanged(ID, OWNER, RelatedMemories.NONE, AT),
            new MemoryEvent.SupersededByChanged(ID, OWNER, ID, AT),
            new MemoryEvent.Deleted(ID, OWNER, AT),
            new MemoryEvent.EmbeddingStarted(ID, OWNER, 1, 1, AT, AT),
            new MemoryEvent.EmbeddingInterrupted(ID, OWNER, 1, AT),
            new MemoryEvent.EmbeddingCompleted(ID, OWNER, 1, new ModelName("m"), 1, null, AT),
            new MemoryEvent.EmbeddingPostponed(ID, OWNER, 1, FAILURE, AT, AT),
            new MemoryEvent.EmbeddingFailed(ID, OWNER, 1, FAILURE, AT),
            new MemoryEvent.EmbeddingRetryAsked(ID, OWNER, AT));

    private OneOfEach() {}
}
