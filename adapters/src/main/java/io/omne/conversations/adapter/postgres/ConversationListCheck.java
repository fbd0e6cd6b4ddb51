package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.ConversationJobs;
import io.omne.conversations.application.listing.ConversationChange;
import io.omne.conversations.application.listing.ConversationChange.Added;
import io.omne.conversations.application.listing.ConversationChange.Changed;
import io.omne.conversations.application.listing.ConversationChange.Moved;
import io.omne.conversations.application.listing.ConversationChange.Removed;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.ProcessorLag;
import io.omne.events.api.ProcessorPositions;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.ReadModelCheck;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the list of conversations with the events. Each step reads one snapshot, so that writes may continue. What
/// differs is compared again once the projector has handled its events.
@Component
class ConversationListCheck implements ReadModelCheck {

    private final ListComparison comparison;
    private final AggregateEvents events;
    private final ProcessorPositions positions;
    private final TransactionTemplate snapshot;

    ConversationListCheck(
            ListComparison comparison,
            AggregateEvents events,
            ProcessorPositions positions,
            PlatformTransactionManager transactions) {
        this.comparison = comparison;
        this.events = events;
        this.positions = positions;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public void run(Progress progress, Differences differences) {
        var lag = new ProcessorLag(events, positions, ConversationJobs.LIST_PROCESSOR);
        comparison.eachMemory(page -> {
            Set<MemoryKey> differing = look(() -> differing(page));
            if (!differing.isEmpty()) {
                List<String> ids =
                        differing.stream().map(it -> it.id().toString()).toList();
                boolean isCurrent = lag.await(ids, () -> progress.done(0));
                look(() -> differing(differing))
                        .forEach(it -> differences.add(
                                it,
                                isCurrent
                                        ? "its place in its conversation is not as its events say"
                                        : "its place in its conversation lags behind"));
            }
            progress.done(page.size());
        });
        comparison.eachConversation(page -> {
            if (!look(() -> comparison.differing(page)).isEmpty()) {
                boolean isCurrent =
                        lag.await(page.stream().map(ConversationKey::aggregate).toList(), () -> progress.done(0));
                look(() -> comparison.differing(page))
                        .forEach(it -> differences.add(
                                new MemoryKey(it.owner(), new MemoryId(it.id())),
                                isCurrent
                                        ? "the conversation with this id is not listed as its events say"
                                        : "the conversation with this id lags behind in the list"));
            }
            progress.done(page.size());
        });
    }

    private <T> T look(Supplier<T> work) {
        return Objects.requireNonNull(snapshot.execute(_ -> work.get()));
    }

    private Set<MemoryKey> differing(Collection<MemoryKey> keys) {
        return comparison.corrections(keys).stream()
                .flatMap(ConversationListCheck::memory)
                .collect(Collectors.toSet());
    }

    private static Stream<MemoryKey> memory(ConversationChange change) {
        return switch (change) {
            case Added it -> Stream.of(it.memory().key());
            case Moved it -> Stream.of(it.key());
            case Removed it -> Stream.of(it.key());
            case Changed _ -> Stream.empty();
        };
    }
}
