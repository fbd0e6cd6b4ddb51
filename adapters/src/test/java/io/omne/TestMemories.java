package io.omne;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Quota;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.DeleteMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.EditedMemory;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.FindMemory;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.RetryEmbedding;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.reading.FindVectors;
import io.omne.memory.application.reading.HistoryPage;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.memory.application.reading.MemoryVectors;
import io.omne.memory.application.reading.ReadHistory;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Lifetime;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;

/// Handles the commands and queries of the module `memory` for tests of the web. Stores everything in a map.
public final class TestMemories {

    private final Map<MemoryId, Kept> all = new ConcurrentHashMap<>();
    private final Set<UserId> staleOwners = ConcurrentHashMap.newKeySet();
    private final Map<UUID, List<Vector>> vectors = new ConcurrentHashMap<>();
    private final Map<String, Supplier<? extends Exception>> failures = new ConcurrentHashMap<>();
    private final Map<UserId, Quota> limits = new ConcurrentHashMap<>();
    private final Map<String, Done> done = new ConcurrentHashMap<>();
    private final TestEvents events = new TestEvents();

    private record Done(String fingerprint, CreatedMemories created) {}

    /// Makes each command fail that creates a memory with this content, or each query for lists if the content is
    /// the id of its user.
    public void fail(String content, Supplier<? extends Exception> failure) {
        failures.put(content, failure);
    }

    /// Applies a decision to the memory. A decision that is rejected changes nothing.
    public void decide(MemoryId id, Function<Memory, Decision> decision) {
        change(id, decision);
    }

    /// Limits how many more memories the user may create; the answer says that another one is allowed in 12.3
    /// seconds.
    public void limit(UUID owner, int memories) {
        limits.put(new UserId(owner), new Quota(memories, memories, Duration.ofMillis(12_300)));
    }

    /// Makes the user's lists stale from now on.
    public void fallBehind(UUID owner) {
        staleOwners.add(new UserId(owner));
    }

    /// Sets the times of the memory, so that a test can decide which memory is older.
    public void setTimes(MemoryId id, Instant createdAt, Instant updatedAt, Instant accessedAt) {
        all.computeIfPresent(id, (_, kept) -> kept.with(new Lifetime(createdAt, updatedAt, null), accessedAt));
    }

    /// Takes the memory through a whole embedding.
    public void embed(MemoryId id, List<Vector> passages) {
        change(id, memory -> memory.claim(now(), now()));
        change(
                id,
                memory -> memory.complete(
                        memory.counts().revision(), new ModelName("test-model"), passages.size(), now()));
        vectors.put(id.value(), passages);
    }

    /// Takes the memory through an embedding that fails for good.
    public void failToEmbed(MemoryId id, EmbeddingFailure failure) {
        change(id, memory -> memory.claim(now(), now()));
        var never = new RetryPolicy(0, Duration.ZERO);
        change(id, memory -> memory.fail(memory.counts().revision(), failure, never, 0, now()));
    }

    void subscribeTo(CommandBus commands, QueryBus queries) {
        new AnnotationCommandHandlerAdapter<>(this).subscribe(commands);
        new AnnotationQueryHandlerAdapter<>(this).subscribe(queries);
        new AnnotationQueryHandlerAdapter<>(events).subscribe(queries);
    }

    @CommandHandler
    CreatedMemories create(CreateMemories command) throws Exception {
        IdempotencyKey key = command.idempotencyKey();
        if (key == null) {
            return createWithin(command);
        }
        String name = command.owner() + " " + key.key();
        Done earlier = done.get(name);
        if (earlier == null) {
            CreatedMemories created = createWithin(command);
            done.put(name, new Done(key.fingerprint(), created));
            return created;
        }
        if (!earlier.fingerprint().equals(key.fingerprint())) {
            throw new IdempotencyKeyReused();
        }
        return created(earlier.created().memories(), true, command.owner());
    }

    private CreatedMemories createWithin(CreateMemories command) throws Exception {
        UserId owner = command.owner();
        if (command.allowance() != null) {
            limit(owner.value(), command.allowance().memories());
        }
        var views = new ArrayList<MemoryView>();
        for (NewMemory it : command.memories()) {
            failWhereAsked(it.content().text());
            Quota quota = limits.get(owner);
            if (quota == null || quota.remaining() > 0) {
                views.add(create(owner, it));
                limits.computeIfPresent(owner, (_, left) -> new Quota(left.limit(), left.remaining() - 1, left.next()));
            }
        }
        return created(views, false, owner);
    }

    private CreatedMemories created(List<MemoryView> views, boolean again, UserId owner) {
        return new CreatedMemories(
                views, Collections.nCopies(views.size(), List.of()), List.of(), List.of(), again, limits.get(owner));
    }

    private MemoryView create(UserId owner, NewMemory it) {
        var created =
                Memory.create(new MemoryId(UUID.randomUUID()), owner, it.content(), it.details(), it.origin(), now());
        var kept = new Kept(created.memory(), created.events(), now());
        all.put(created.memory().id(), kept);
        events.add(1, created.events());
        return kept.view();
    }

    @CommandHandler
    EditedMemory edit(EditMemory it) {
        check(owned(it.owner(), it.id()).memory(), it.ifVersions());
        return new EditedMemory(
                change(it.id(), found -> found.edit(it.edit(), now())).view(), List.of());
    }

    @CommandHandler
    void delete(DeleteMemory it) {
        Memory memory = owned(it.owner(), it.id()).memory();
        check(memory, it.ifVersions());
        all.remove(memory.id());
    }

    private static void check(Memory memory, Set<Integer> versions) {
        if (!versions.isEmpty() && !versions.contains(memory.counts().version())) {
            throw new StaleVersion();
        }
    }

    @CommandHandler
    MemoryView retry(RetryEmbedding it) {
        Memory memory = owned(it.owner(), it.id()).memory();
        if (memory.retry(now()) instanceof Decision.Rejected) {
            throw new EmbeddingNotRetryable(memory.embedding().status());
        }
        return change(it.id(), found -> found.retry(now())).view();
    }

    @QueryHandler
    CompletableFuture<MemoryView> find(FindMemory it) {
        return CompletableFuture.supplyAsync(() -> {
            owned(it.owner(), it.id());
            return Objects.requireNonNull(all.computeIfPresent(it.id(), (_, kept) -> kept.accessedAt(now())))
                    .view();
        });
    }

    @QueryHandler
    CompletableFuture<MemoryPage> list(ListMemories it) throws Exception {
        failWhereAsked(it.owner().toString());
        List<MemoryView> own = all.values().stream()
                .filter(kept -> kept.memory().owner().equals(it.owner()))
                .map(Kept::view)
                .toList();
        return CompletableFuture.completedFuture(TestLists.page(it, own, staleOwners.contains(it.owner())));
    }

    @QueryHandler
    CompletableFuture<HistoryPage> history(ReadHistory it) {
        return CompletableFuture.supplyAsync(() -> {
            List<MemoryEvent> events = owned(it.owner(), it.id()).events();
            int from = (int) Math.min(it.after(), events.size());
            int to = Math.min(from + it.perPage(), events.size());
            return new HistoryPage(
                    IntStream.range(from, to)
                            .mapToObj(i -> new SequencedEvent(i + 1, events.get(i)))
                            .toList(),
                    to < events.size() ? (long) to : null);
        });
    }

    private void failWhereAsked(String key) throws Exception {
        Supplier<? extends Exception> failure = failures.get(key);
        if (failure != null) {
            throw failure.get();
        }
    }

    private Kept owned(UserId owner, MemoryId id) {
        Kept kept = all.get(id);
        if (kept == null || !kept.memory().owner().equals(owner)) {
            throw new MemoryNotFound();
        }
        return kept;
    }

    private Kept change(MemoryId id, Function<Memory, Decision> decision) {
        return all.compute(id, (_, kept) -> {
            if (kept == null) {
                throw new MemoryNotFound();
            }
            if (!(decision.apply(kept.memory()) instanceof Decision.Accepted accepted)) {
                return kept;
            }
            events.add(kept.events().size() + 1, accepted.events());
            return kept.then(accepted);
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @QueryHandler
    CompletableFuture<MemoryVectors> vectors(FindVectors it) {
        return CompletableFuture.completedFuture(
                new MemoryVectors(vectors.getOrDefault(it.memory().id(), List.of())));
    }
}
