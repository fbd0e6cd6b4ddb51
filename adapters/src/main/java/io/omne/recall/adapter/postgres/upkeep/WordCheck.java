package io.omne.recall.adapter.postgres.upkeep;

import io.omne.access.UserId;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.ProcessorLag;
import io.omne.events.api.ProcessorPositions;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.ReadModelCheck;
import io.omne.recall.adapter.postgres.words.StoredBlocks;
import io.omne.recall.application.RecallJobs;
import io.omne.recall.application.indexing.EventEntries.Found;
import io.omne.recall.application.indexing.IndexEntry;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the index of words with the events. Each step reads one snapshot, so that writes may continue. A memory
/// that differs is compared again once the projector has handled its events.
@Component
class WordCheck implements ReadModelCheck {

    private static final MemoryId NONE = new MemoryId(new UUID(0, 0));

    private final ComparedMemories compared;
    private final StoredBlocks blocks;
    private final AggregateEvents events;
    private final ProcessorPositions positions;
    private final TransactionTemplate snapshot;

    WordCheck(
            ComparedMemories compared,
            AggregateEvents events,
            ProcessorPositions positions,
            NamedParameterJdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.compared = compared;
        this.events = events;
        this.positions = positions;
        this.blocks = new StoredBlocks(jdbc);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    @Override
    public String name() {
        return "words";
    }

    @Override
    public void run(Progress progress, Differences differences) {
        var lag = new ProcessorLag(events, positions, RecallJobs.PROCESSOR);
        compared.eachPage(page -> {
            Set<MemoryKey> differing = look(() -> differing(page));
            if (!differing.isEmpty()) {
                boolean isCurrent = lag.await(
                        differing.stream().map(it -> it.id().toString()).toList(), () -> progress.done(0));
                look(() -> differing(differing))
                        .forEach(it -> differences.add(
                                it, isCurrent ? "its words are not as its events say" : "its words lag behind"));
            }
            progress.done(page.size());
        });
        compared.eachIndexedPage(page -> look(() -> compared.lost(page))
                .forEach(it -> differences.add(it, "it is indexed, and it has no events")));
        blocks.eachUser(user -> look(() -> new HashSet<>(blocks.broken(user)))
                .forEach(first -> differences.add(
                        ofNoMemory(user), "the block of words from %d is not as its rows say".formatted(first))));
    }

    private static MemoryKey ofNoMemory(UserId user) {
        return new MemoryKey(user, NONE);
    }

    private <T> Set<T> look(Supplier<Set<T>> work) {
        Set<T> seen = snapshot.execute(_ -> work.get());
        return seen == null ? Set.of() : seen;
    }

    private Set<MemoryKey> differing(Set<MemoryKey> memories) {
        Found expected = compared.expected(memories);
        var differing = new HashSet<>(compared.indexed(expected.gone()));
        compared.differing(expected.entries()).stream().map(IndexEntry::key).forEach(differing::add);
        return differing;
    }
}
