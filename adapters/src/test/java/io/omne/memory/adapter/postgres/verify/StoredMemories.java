package io.omne.memory.adapter.postgres.verify;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.events.adapter.axon.TestAxon;
import io.omne.events.adapter.postgres.TestEventLog;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.postgres.embedding.TestQueue;
import io.omne.memory.adapter.postgres.list.PostgresMemoryList;
import io.omne.memory.adapter.postgres.state.TestState;
import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Memory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Memories with their events, rows and list entries, as the server writes them.
final class StoredMemories implements AutoCloseable {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final List<String> TAGS = List.of("a", "b", "B", "Ä", "x y", "😀", "z");
    private static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No answer.");

    final TestDatabase database = TestDatabase.create();
    final JdbcTemplate sql = new JdbcTemplate(database.dataSource());
    final JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
    final NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(sql);
    final PostgresMemoryList list = new PostgresMemoryList(jdbc);
    final TestAxon axon;
    private final Memories memories;
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);

    /// @param handlers makes handlers of events on the list that it is given
    StoredMemories(Function<PostgresMemoryList, Object[]> handlers) {
        axon = new TestAxon(database, handlers.apply(list));
        memories = TestState.memories(jdbc, axon.events);
    }

    /// Makes the list take it.
    void listAtOnce(Entry entry) {
        transaction.executeWithoutResult(_ -> {
            list.lock();
            list.save(List.of(entry));
        });
    }

    private Memory save(@Nullable Memory before, Accepted accepted, Consumer<Entry> listing) {
        transaction.executeWithoutResult(
                _ -> memories.save(List.of(new Transition(before, accepted.memory(), accepted.events()))));
        listing.accept(new Entry(before, accepted.memory()));
        return accepted.memory();
    }

    /// A memory after some random steps.
    Memory some(RandomGenerator random, UserId owner, int steps, Consumer<Entry> listing) {
        Memory memory = save(null, created(random, owner), listing);
        for (int i = 0; i < steps; i++) {
            if (next(random, memory) instanceof Accepted accepted
                    && !accepted.events().isEmpty()) {
                memory = save(memory, accepted, listing);
            }
        }
        return memory;
    }

    /// A memory that is embedded, or is not yet.
    Memory one(RandomGenerator random, boolean embedded) {
        Memory memory = save(null, created(random, new UserId(UUID.randomUUID())), this::listAtOnce);
        if (embedded) {
            memory = save(memory, (Accepted) memory.claim(AT.plusSeconds(30), AT), this::listAtOnce);
            memory = save(memory, (Accepted) memory.complete(1, new ModelName("a-model"), 1, AT), this::listAtOnce);
        }
        return memory;
    }

    /// The memory is claimed, and its lease renewed, which is no event.
    Memory leased(Memory memory) {
        Memory claimed = save(memory, (Accepted) memory.claim(AT.plusSeconds(30), AT), this::listAtOnce);
        transaction.executeWithoutResult(
                _ -> TestQueue.of(jdbc).renew(Map.of(memory.key(), token(claimed)), AT.plusSeconds(90)));
        return claimed;
    }

    private static long token(Memory claimed) {
        return ((Embedding.Processing) claimed.embedding()).claim();
    }

    /// The memory is retitled, and the list does not get to know.
    Memory retitledUnlisted(Memory memory) {
        var title = Change.to(Optional.of(new Title("another")));
        var edit = new Edit(
                Change.keep(),
                Change.keep(),
                title,
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
        return save(memory, (Accepted) memory.edit(edit, AT), _ -> {});
    }

    private static Accepted created(RandomGenerator random, UserId owner) {
        return Memory.create(
                new MemoryId(UUID.randomUUID()),
                owner,
                new Content("content " + random.nextInt()),
                new Details(
                        any(random, MemoryType.values()),
                        random.nextBoolean() ? new Title("title " + random.nextInt()) : null,
                        tags(random),
                        metadata(random),
                        random.nextBoolean() ? AT : null,
                        new RelatedMemories(List.of(new MemoryId(UUID.randomUUID()))),
                        random.nextBoolean() ? new MemoryId(UUID.randomUUID()) : null),
                new Origin(
                        any(random, MemorySource.values()),
                        random.nextBoolean() ? new SourceId("source") : null,
                        random.nextBoolean() ? UUID.randomUUID() : null),
                AT);
    }

    private static Decision next(RandomGenerator random, Memory memory) {
        int revision = memory.counts().revision();
        return switch (random.nextInt(11)) {
            case 0 -> memory.edit(edit(Change.to(new Content("content " + random.nextInt()))), AT);
            case 1 -> memory.edit(edit(Change.keep(), Change.to(tags(random))), AT);
            case 2 -> memory.edit(details(Change.to(any(random, MemoryType.values())), Change.keep()), AT);
            case 3 -> memory.edit(details(Change.keep(), Change.to(metadata(random))), AT);
            case 4, 5 -> memory.claim(AT.plusSeconds(30), AT);
            case 6 -> memory.complete(revision, new ModelName("a-model"), 1, AT.plusNanos(1_000));
            case 7 -> memory.fail(revision, FAILURE, new RetryPolicy(1, Duration.ofSeconds(60)), 0, AT);
            case 8 -> memory.interrupt(AT);
            case 9 -> memory.retry(AT);
            default -> random.nextInt(3) == 0 ? memory.delete(AT) : memory.retry(AT);
        };
    }

    private static Edit edit(Change<Content> content) {
        return new Edit(
                content,
                Change.keep(),
                Change.to(Optional.empty()),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    private static Edit edit(Change<Optional<Title>> title, Change<Tags> tags) {
        return new Edit(
                Change.keep(), Change.keep(), title, tags, Change.keep(), Change.keep(), Change.keep(), Change.keep());
    }

    private static Edit details(Change<MemoryType> type, Change<Metadata> metadata) {
        return new Edit(
                Change.keep(),
                type,
                Change.keep(),
                Change.keep(),
                metadata,
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    private static Tags tags(RandomGenerator random) {
        return new Tags(TAGS.stream().filter(_ -> random.nextInt(3) == 0).toList());
    }

    private static Metadata metadata(RandomGenerator random) {
        return new Metadata(Map.of("exact", new BigDecimal("1.10"), "text", "é 😀 \" " + random.nextInt(9)));
    }

    private static <E> E any(RandomGenerator random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    Outcome verify(Duration patience) {
        return Outcome.of(new PostgresVerification(
                jdbc,
                transactions,
                list,
                TestEventLog.aggregates(jdbc, axon.serializer),
                TestEventLog.positions(jdbc, axon.serializer),
                patience,
                List.of()));
    }

    /// Removes all of them.
    void clear() {
        sql.execute("truncate memories, memory_accesses, unlisted_writes, domain_events, dead_letter_entry,"
                + " memory_list.entries, memory_list.tags, memory_list.cells, memory_list.tag_counts");
    }

    @Override
    public void close() {
        axon.close();
        database.close();
    }
}
