package io.omne.memory.application.writing;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Grant;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.CreatedMemories.ExistingMemory;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.memory.application.reading.OwnerView;
import io.omne.memory.application.writing.IdempotencyRecords.IdempotencyRecord;
import io.omne.memory.application.writing.MarkupCheck.Checked;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.springframework.stereotype.Component;

/// Handles creates. Before the transaction, {@link MarkupCheck} has checked the texts, {@link LinkCheck} the
/// references to other memories, and {@link CreationQuota} has asked the limit. If several creates use the same
/// idempotency key, only the one that inserts the key creates memories. The same holds for the unique key of a memory.
@Component
class CreationCommands {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final Memories memories;
    private final IdempotencyRecords keys;
    private final UniqueKeys uniqueKeys;
    private final Clock clock;

    CreationCommands(Memories memories, IdempotencyRecords keys, UniqueKeys uniqueKeys, Clock clock) {
        this.memories = memories;
        this.keys = keys;
        this.uniqueKeys = uniqueKeys;
        this.clock = clock;
    }

    @CommandHandler
    CreatedMemories handle(
            CreateMemories command,
            @MetaDataValue(value = MarkupCheck.CHECKED, required = true) Checked checked,
            @MetaDataValue(value = LinkCheck.UNKNOWN, required = true) UnknownLinks unknown,
            @MetaDataValue(value = CreationQuota.GRANT, required = true) Grant grant) {
        // PostgreSQL stores microseconds: this answer must have the same times as later ones.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<MemoryId> ids = Stream.generate(() -> new MemoryId(IDS.generate()))
                .limit(command.memories().size())
                .toList();
        Optional<IdempotencyRecord> earlier = earlier(command, ids, now);
        if (earlier.isPresent()) {
            SortedMap<Integer, Accepted> created = created(
                    command,
                    repeated(command, earlier.get(), unknown),
                    earlier.get().at());
            return answer(created, checked, unknown, KeyedMemories.NONE, true, grant);
        }
        SortedMap<Integer, MemoryId> granted = granted(ids, unknown, grant.granted());
        if (granted.size() < ids.size() && command.idempotencyKey() != null) {
            List<MemoryId> kept = granted.isEmpty() ? List.of() : ids.subList(0, granted.lastKey() + 1);
            keys.keep(command.owner(), command.idempotencyKey(), kept);
        }
        KeyedMemories known = taken(command, granted);
        granted.keySet().removeAll(known.existing().keySet());
        granted.keySet().removeAll(known.reused());
        SortedMap<Integer, Accepted> created = created(command, granted, now);
        if (!created.isEmpty()) {
            memories.save(
                    created.values().stream().map(it -> Transition.of(null, it)).toList());
        }
        return answer(created, checked, unknown, known, false, grant);
    }

    /// Takes the unique keys of the memories to create.
    ///
    /// @return the memories of the command whose keys others have taken since the check
    private KeyedMemories taken(CreateMemories command, SortedMap<Integer, MemoryId> granted) {
        Map<UniqueKey, MemoryId> wanted = new HashMap<>();
        granted.forEach((position, id) -> {
            UniqueKey key = command.memories().get(position).key();
            if (key != null) {
                wanted.put(key, id);
            }
        });
        return wanted.isEmpty()
                ? KeyedMemories.NONE
                : KeyedMemories.of(command.memories(), uniqueKeys.take(command.owner(), wanted));
    }

    /// The first memories that the grant allows, without those that have unknown references.
    ///
    /// @return ids by the position of their memory in the command
    private static SortedMap<Integer, MemoryId> granted(List<MemoryId> ids, UnknownLinks unknown, int granted) {
        return IntStream.range(0, ids.size())
                .filter(i -> !unknown.errors().containsKey(i))
                .limit(granted)
                .boxed()
                .collect(byPosition(ids::get));
    }

    /// The memories that the first request with the key created. A reference that is unknown now may have been
    /// known then, so the memory itself is looked for.
    private SortedMap<Integer, MemoryId> repeated(
            CreateMemories command, IdempotencyRecord first, UnknownLinks unknown) {
        List<MemoryId> ids = first.ids();
        return IntStream.range(0, Math.min(ids.size(), command.memories().size()))
                .filter(i -> !unknown.errors().containsKey(i)
                        || memories.find(new MemoryKey(command.owner(), ids.get(i)))
                                .isPresent())
                .boxed()
                .collect(byPosition(ids::get));
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

    /// Creates a memory for each id. The same command with the same ids and time always creates the same memories,
    /// so an idempotency record needs only the ids and the time.
    private static SortedMap<Integer, Accepted> created(
            CreateMemories command, SortedMap<Integer, MemoryId> ids, Instant at) {
        var created = new TreeMap<Integer, Accepted>();
        ids.forEach((position, id) -> created.put(
                position, created(id, command.owner(), command.memories().get(position), at)));
        return created;
    }

    private static Accepted created(MemoryId id, UserId owner, NewMemory asked, Instant at) {
        return Memory.create(id, owner, asked.content(), asked.details(), asked.origin(), at);
    }

    private static <T> Collector<Integer, ?, SortedMap<Integer, T>> byPosition(Function<Integer, T> value) {
        return Collectors.toMap(i -> i, value, (one, _) -> one, TreeMap::new);
    }

    private static CreatedMemories answer(
            SortedMap<Integer, Accepted> created,
            Checked checked,
            UnknownLinks unknown,
            KeyedMemories known,
            boolean again,
            Grant grant) {
        List<MemoryView> views = created.values().stream()
                .map(Accepted::memory)
                .map(memory -> OwnerView.of(memory, memory.lifetime().createdAt()))
                .toList();
        List<List<String>> cleaned =
                created.keySet().stream().map(checked.cleaned()::get).toList();
        Stream<RejectedMemory> unlinked = unknown.errors().entrySet().stream()
                .filter(it -> !created.containsKey(it.getKey()))
                .map(it -> new RejectedMemory(checked.index(it.getKey()), it.getValue()));
        Stream<RejectedMemory> reused =
                known.rejected().stream().map(it -> new RejectedMemory(checked.index(it.index()), it.errors()));
        return new CreatedMemories(
                views,
                cleaned,
                Stream.of(checked.rejected().stream(), unlinked, reused)
                        .flatMap(it -> it)
                        .toList(),
                known.known().stream()
                        .map(it -> new ExistingMemory(checked.index(it.index()), it.id()))
                        .toList(),
                again,
                grant.quota());
    }
}
