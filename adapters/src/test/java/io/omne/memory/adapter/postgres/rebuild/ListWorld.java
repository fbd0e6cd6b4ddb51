package io.omne.memory.adapter.postgres.rebuild;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.events.adapter.axon.TestEventStore;
import io.omne.events.adapter.postgres.EventScan;
import io.omne.events.adapter.postgres.TestEventLog;
import io.omne.jobs.RetryPolicy;
import io.omne.jobs.api.Jobs.Progress;
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
import io.omne.memory.adapter.postgres.state.TestState;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Memories with random histories, written as commands write them, on a database of their own.
final class ListWorld implements AutoCloseable {

    /// Some of them sort differently as UTF-16 and as code points.
    private static final List<String> TAGS = List.of(
            "one",
            "two",
            "drei",
            "Über",
            "quo\"ted",
            "a,b",
            "{}",
            "back\\slash",
            "\uFF21",
            "😀",
            "\uE000x",
            "tab\tbed");

    private static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No\nanswer.");

    final TestDatabase database = TestDatabase.create();
    final NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(database.dataSource());
    final JdbcTemplate sql = new JdbcTemplate(database.dataSource());
    final JdbcTransactionManager transactionManager = new JdbcTransactionManager(database.dataSource());
    final TransactionTemplate transaction = new TransactionTemplate(transactionManager);
    final TestEventStore events = TestEventStore.on(database.dataSource(), transactionManager);
    final Memories memories = TestState.memories(jdbc, events.store());
    final List<UserId> users =
            Stream.generate(() -> new UserId(UUID.randomUUID())).limit(3).toList();

    ListRebuild rebuild() {
        return new ListRebuild(
                database.dataSource(),
                jdbc,
                transactionManager,
                TestEventLog.of(jdbc, events.serializer()),
                new EventScan(events.serializer()),
                TestState.epoch(sql));
    }

    @Override
    public void close() {
        database.close();
    }

    /// A memory with a history of at most so many steps, of which its last may delete it.
    Memory write(RandomGenerator random, int steps) {
        Memory memory = save(null, create(random));
        for (int i = random.nextInt(steps); i > 0 && !memory.isGone(); i--) {
            memory = change(random, memory);
        }
        return memory;
    }

    Memory change(RandomGenerator random, Memory memory) {
        return next(random, memory) instanceof Decision.Accepted it
                        && !it.events().isEmpty()
                ? save(memory, it)
                : memory;
    }

    Memory save(@Nullable Memory before, Decision.Accepted accepted) {
        transaction.executeWithoutResult(
                _ -> memories.save(List.of(new Transition(before, accepted.memory(), accepted.events()))));
        return accepted.memory();
    }

    Decision.Accepted create(RandomGenerator random) {
        return Memory.create(
                new MemoryId(UUID.randomUUID()),
                users.get(random.nextInt(users.size())),
                new Content("content 😀 \\N \t \"" + random.nextInt()),
                new Details(
                        any(random, MemoryType.values()),
                        random.nextBoolean() ? new Title("title\\" + random.nextInt()) : null,
                        tags(random),
                        metadata(random),
                        maybe(random, now()),
                        related(random),
                        maybe(random, new MemoryId(UUID.randomUUID()))),
                new Origin(
                        any(random, MemorySource.values()),
                        random.nextBoolean() ? new SourceId("source") : null,
                        random.nextBoolean() ? UUID.randomUUID() : null),
                now());
    }

    private static Decision next(RandomGenerator random, Memory it) {
        var retries = new RetryPolicy(2, Duration.ofSeconds(60));
        int revision = it.counts().revision();
        return switch (random.nextInt(8)) {
            case 0 -> it.edit(edit(random, new Content("other " + random.nextInt())), now());
            case 1 -> it.edit(edit(random, it.content()), now());
            case 2, 3 -> it.claim(now().plusNanos(1_234_567_891), now());
            case 4 -> it.complete(revision, new ModelName("a-model"), 1, now());
            case 5 -> it.fail(revision, FAILURE, retries, random.nextDouble(), now());
            case 6 -> it.retry(now());
            default -> random.nextInt(3) == 0 ? it.delete(now()) : it.interrupt(now());
        };
    }

    private static Edit edit(RandomGenerator random, Content content) {
        return new Edit(
                Change.to(content),
                Change.to(any(random, MemoryType.values())),
                Change.to(Optional.of(new Title("title " + random.nextInt())).filter(_ -> random.nextBoolean())),
                Change.to(tags(random)),
                Change.to(metadata(random)),
                Change.to(Optional.ofNullable(maybe(random, now()))),
                Change.to(related(random)),
                Change.to(Optional.ofNullable(maybe(random, new MemoryId(UUID.randomUUID())))));
    }

    private static <T> @Nullable T maybe(RandomGenerator random, T value) {
        return random.nextBoolean() ? value : null;
    }

    private static RelatedMemories related(RandomGenerator random) {
        return new RelatedMemories(Stream.generate(() -> new MemoryId(UUID.randomUUID()))
                .limit(random.nextInt(4))
                .toList());
    }

    private static Tags tags(RandomGenerator random) {
        var tags = new ArrayList<>(TAGS);
        tags.removeIf(_ -> random.nextInt(3) > 0);
        return new Tags(tags);
    }

    private static Metadata metadata(RandomGenerator random) {
        return random.nextBoolean()
                ? Metadata.NONE
                : new Metadata(Map.of("exact", new BigDecimal("1.10"), "text", "\\ \" 😀 \n" + random.nextInt()));
    }

    private static <T> T any(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /// Progress of no job.
    static class Watching implements Progress {

        @Override
        public void phase(String phase, long total) {}

        @Override
        public void done(long more) {}

        @Override
        public void lock() {}
    }
}
