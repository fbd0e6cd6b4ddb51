package io.omne.memory.application.writing;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Grant;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.application.reading.OwnerView;
import io.omne.memory.application.writing.IdempotencyRecords.IdempotencyRecord;
import io.omne.memory.application.writing.MarkupCheck.Checked;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.stereotype.Component;

/// Handles creates. {@link MarkupCheck} has checked the texts and {@link CreationQuota} has asked the limit before
/// the transaction. If several creates use the same idempotency key, only the one that inserts the key creates
/// memories.
@Component
class CreationCommands {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final Memories memories;
    private final IdempotencyRecords keys;
    private final Clock clock;

    CreationCommands(Memories memories, IdempotencyRecords keys, Clock clock) {
        this.memories = memories;
        this.keys = keys;
        this.clock = clock;
    }

    @CommandHandler
    CreatedMemories handle(
            CreateMemories command,
            @MetaDataValue(value = MarkupCheck.CHECKED, required = true) Checked checked,
            @MetaDataValue(value = CreationQuota.GRANT, required = true) Grant grant) {
        // PostgreSQL stores microseconds: this answer must have the same times as later ones.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<MemoryId> ids = Stream.generate(() -> new MemoryId(IDS.generate()))
                .limit(command.memories().size())
                .toList();
        Optional<IdempotencyRecord> earlier = earlier(command, ids, now);
        if (earlier.isPresent()) {
            List<Accepted> created =
                    created(command, earlier.get().ids(), earlier.get().at());
            return answer(created, checked, true, grant);
        }
        List<MemoryId> granted = ids.subList(0, Math.min(grant.granted(), ids.size()));
        if (granted.size() < ids.size() && command.idempotencyKey() != null) {
            keys.keep(command.owner(), command.idempotencyKey(), granted);
        }
        List<Accepted> created = created(command, granted, now);
        if (!created.isEmpty()) {
            memories.save(created.stream().map(it -> Transition.of(null, it)).toList());
        }
        return answer(created, checked, false, grant);
    }

    private Optional<IdempotencyRecord> earlier(CreateMemories command, List<MemoryId> ids, Instant now) {
        IdempotencyKey key = command.idempotencyKey();
        if (key == null || ids.isEmpty()) {
            return Optional.empty();
        }
        Optional<IdempotencyRecord> earlier =
                keys.take(command.owner(), key, new IdempotencyRecord(key.fingerprint(), ids, now));
        if (earlier.isPresent() && !earlier.get().fingerprint().equals(key.fingerprint())) {
            throw new IdempotencyKeyReused();
        }
        return earlier;
    }

    /// Creates the first memories, one for each id. The same command with the same ids and time always creates the
    /// same memories, so an idempotency record needs only the ids and the time.
    private static List<Accepted> created(CreateMemories command, List<MemoryId> ids, Instant at) {
        int several = Math.min(ids.size(), command.memories().size());
        return IntStream.range(0, several)
                .mapToObj(i ->
                        created(ids.get(i), command.owner(), command.memories().get(i), at))
                .toList();
    }

    private static Accepted created(MemoryId id, UserId owner, NewMemory asked, Instant at) {
        return Memory.create(id, owner, asked.content(), asked.details(), asked.origin(), at);
    }

    private static CreatedMemories answer(List<Accepted> created, Checked checked, boolean again, Grant grant) {
        List<MemoryView> views = created.stream()
                .map(Accepted::memory)
                .map(memory -> OwnerView.of(memory, memory.lifetime().createdAt()))
                .toList();
        return new CreatedMemories(
                views, checked.cleaned().subList(0, views.size()), checked.rejected(), again, grant.quota());
    }
}
