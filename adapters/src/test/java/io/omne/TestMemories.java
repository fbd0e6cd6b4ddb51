package io.omne;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.application.CreateMemory;
import io.omne.memory.application.DeleteMemory;
import io.omne.memory.application.EditMemory;
import io.omne.memory.application.EmbeddingNotRetryable;
import io.omne.memory.application.FindMemory;
import io.omne.memory.application.ListMemories;
import io.omne.memory.application.MemoryNotFound;
import io.omne.memory.application.MemoryPage;
import io.omne.memory.application.MemoryView;
import io.omne.memory.application.RetryEmbedding;
import io.omne.memory.application.StaleVersion;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import io.omne.memory.domain.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import reactor.core.publisher.Mono;

/// Handlers of the memory module's commands and queries that keep everything in a map: the other side of the
/// gateways for tests of the web.
public final class TestMemories implements VectorIndex {

    private final Map<MemoryId, Memory> all = new ConcurrentHashMap<>();
    private final Map<UUID, List<Vector>> vectors = new ConcurrentHashMap<>();
    private final Map<String, Supplier<? extends Exception>> failures = new ConcurrentHashMap<>();

    /// Makes every command that creates this content fail, and every query of the user whose id it is.
    public void fail(String content, Supplier<? extends Exception> failure) {
        failures.put(content, failure);
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
    }

    @CommandHandler
    MemoryView create(CreateMemory it) throws Exception {
        failWhereAsked(it.content().text());
        Memory memory = Memory.create(
                        new MemoryId(UUID.randomUUID()), it.owner(), it.content(), it.details(), it.origin(), now())
                .memory();
        all.put(memory.id(), memory);
        return view(memory);
    }

    @CommandHandler
    MemoryView edit(EditMemory it) {
        Memory memory = owned(it.owner(), it.id());
        if (!it.ifVersions().isEmpty()
                && !it.ifVersions().contains(memory.counts().version())) {
            throw new StaleVersion();
        }
        return view(change(it.id(), found -> found.edit(it.edit(), now())));
    }

    @CommandHandler
    void delete(DeleteMemory it) {
        all.remove(owned(it.owner(), it.id()).id());
    }

    @CommandHandler
    MemoryView retry(RetryEmbedding it) {
        Memory memory = owned(it.owner(), it.id());
        if (memory.retry(now()) instanceof Decision.Refused) {
            throw new EmbeddingNotRetryable(memory.embedding().status());
        }
        return view(change(it.id(), found -> found.retry(now())));
    }

    @QueryHandler
    CompletableFuture<MemoryView> find(FindMemory it) {
        return CompletableFuture.supplyAsync(() -> view(owned(it.owner(), it.id())));
    }

    @QueryHandler
    CompletableFuture<MemoryPage> list(ListMemories it) throws Exception {
        failWhereAsked(it.owner().toString());
        List<MemoryView> own = all.values().stream()
                .filter(memory -> memory.owner().equals(it.owner()))
                .sorted(Comparator.comparing(
                                (Memory memory) -> memory.lifetime().createdAt())
                        .reversed())
                .map(TestMemories::view)
                .toList();
        return CompletableFuture.completedFuture(new MemoryPage(
                own.stream().skip(it.offset()).limit(it.perPage()).toList(), own.size()));
    }

    private void failWhereAsked(String key) throws Exception {
        Supplier<? extends Exception> failure = failures.get(key);
        if (failure != null) {
            throw failure.get();
        }
    }

    private Memory owned(UserId owner, MemoryId id) {
        Memory memory = all.get(id);
        if (memory == null || !memory.owner().equals(owner)) {
            throw new MemoryNotFound();
        }
        return memory;
    }

    private Memory change(MemoryId id, Function<Memory, Decision> decision) {
        return all.compute(id, (_, memory) -> {
            if (memory == null) {
                throw new MemoryNotFound();
            }
            return decision.apply(memory) instanceof Decision.Accepted accepted ? accepted.memory() : memory;
        });
    }

    private static MemoryView view(Memory it) {
        var sourceId = it.origin().sourceId();
        var title = it.details().title();
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
                completed == null ? null : completed.at(),
                it.embedding().failure(),
                it.lifetime().createdAt(),
                it.lifetime().updatedAt(),
                now(),
                List.of(),
                it.origin().conversation(),
                it.counts().version(),
                it.counts().sequence());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void put(UserId owner, UUID entry, List<Vector> passages) {
        vectors.put(entry, passages);
    }

    @Override
    public void remove(UserId owner, UUID entry) {
        vectors.remove(entry);
    }

    @Override
    public Mono<List<Vector>> find(UserId owner, UUID entry) {
        return Mono.fromSupplier(() -> vectors.getOrDefault(entry, List.of()));
    }
}
