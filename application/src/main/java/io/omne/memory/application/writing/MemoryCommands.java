package io.omne.memory.application.writing;

import io.omne.access.UserId;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.Reembedding;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.Edit;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.DeleteMemories;
import io.omne.memory.api.DeleteMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.EditedMemory;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.RetryEmbedding;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.reading.AccessTimes;
import io.omne.memory.application.reading.OwnerView;
import io.omne.memory.application.writing.MarkupCheck.Checked;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.stereotype.Component;

/// Handles edits, deletes and retries of the embedding. {@link CreationCommands} handles creates.
@Component
class MemoryCommands {

    private final Memories memories;
    private final VectorIndex vectors;
    private final IndexedModels models;
    private final Reembedding modelChange;
    private final AccessTimes accesses;
    private final Clock clock;

    MemoryCommands(
            Memories memories,
            VectorIndex vectors,
            IndexedModels models,
            Reembedding modelChange,
            AccessTimes accesses,
            Clock clock) {
        this.memories = memories;
        this.vectors = vectors;
        this.models = models;
        this.modelChange = modelChange;
        this.accesses = accesses;
        this.clock = clock;
    }

    @CommandHandler
    EditedMemory handle(
            EditMemory command, @MetaDataValue(value = MarkupCheck.CHECKED, required = true) Checked checked) {
        Memory memory = find(command.owner(), command.id());
        check(memory, command.ifVersions());
        Edit edit = EditedLinks.checked(memories, memory, command.edit());
        return new EditedMemory(
                decided(memory, memory.edit(edit, now())), checked.cleaned().getFirst());
    }

    @CommandHandler
    void handle(DeleteMemory command) {
        Memory memory = find(command.owner(), command.id());
        check(memory, command.ifVersions());
        decided(memory, memory.delete(now()));
    }

    @CommandHandler
    void handle(DeleteMemories command) {
        Instant now = now();
        List<Transition> steps = memories.locked(command.owner(), command.ids()).stream()
                .flatMap(memory -> memory.delete(now) instanceof Decision.Accepted accepted
                        ? Stream.of(Transition.of(memory, accepted))
                        : Stream.of())
                .toList();
        if (!steps.isEmpty()) {
            memories.save(steps);
            steps.forEach(step -> endVectors(step.after()));
        }
    }

    private void endVectors(Memory memory) {
        vectors.remove(memory.owner(), memory.id().value());
        modelChange.changed(memory.key().text());
    }

    /// @param versions empty for any version
    private static void check(Memory memory, Set<Integer> versions) {
        if (!versions.isEmpty() && !versions.contains(memory.counts().version())) {
            throw new StaleVersion();
        }
    }

    @CommandHandler
    MemoryView handle(RetryEmbedding command) {
        Memory memory = find(command.owner(), command.id());
        return decided(memory, memory.retry(now()));
    }

    private Memory find(UserId owner, MemoryId id) {
        return memories.find(new MemoryKey(owner, id))
                .filter(memory -> !memory.isGone())
                .orElseThrow(MemoryNotFound::new);
    }

    private MemoryView decided(Memory before, Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> {
                if (!accepted.events().isEmpty()) {
                    memories.save(List.of(Transition.of(before, accepted)));
                    if (accepted.events().stream().anyMatch(MemoryCommands::endsItsVectors)) {
                        endVectors(before);
                    }
                }
                Instant now = now();
                if (!accepted.memory().isGone()) {
                    accesses.record(before.key(), now);
                }
                yield view(accepted.memory(), now);
            }
            case Decision.Rejected rejected ->
                throw switch (rejected.reason()) {
                    case ALREADY_PROCESSING, ALREADY_COMPLETED ->
                        new EmbeddingNotRetryable(before.embedding().status());
                    case GONE, NOT_PENDING, NOT_PROCESSING -> new MemoryNotFound();
                };
            case Decision.ThrownAway _ -> throw new IllegalStateException("only results are thrown away");
        };
    }

    /// Shows a completed memory with the serving model, whichever model it was completed with, and no related
    /// memories that are deleted.
    private MemoryView view(Memory memory, Instant now) {
        List<MemoryId> related = memory.details().related().ids();
        MemoryView all = OwnerView.of(memory, now);
        MemoryView view = related.isEmpty()
                ? all
                : all.withRelatedAmong(memories.existing(memory.owner(), related).stream()
                        .map(MemoryId::value)
                        .collect(Collectors.toSet()));
        return view.embeddingModel() == null
                ? view
                : view.embeddedWith(models.current().serving());
    }

    private static boolean endsItsVectors(MemoryEvent event) {
        return event instanceof MemoryEvent.ContentChanged || event instanceof MemoryEvent.Deleted;
    }

    /// PostgreSQL stores microseconds: this answer must have the same times as later ones.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
