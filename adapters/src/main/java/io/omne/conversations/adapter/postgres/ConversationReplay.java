package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.ConversationJobs;
import io.omne.conversations.application.listing.ConversationChange;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryKey;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Rebuilds the list of conversations in place: some memories or conversations at a time, in a transaction of their
/// own. What is as the events say stays, the rest is corrected. Readers and writers continue.
@Component
class ConversationReplay implements Job<NoParameters> {

    private final ListComparison comparison;
    private final PostgresConversationList list;
    private final TransactionTemplate transactions;

    ConversationReplay(
            ListComparison comparison, PostgresConversationList list, PlatformTransactionManager transactions) {
        this.comparison = comparison;
        this.list = list;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public JobKind<NoParameters> kind() {
        return ConversationJobs.REPLAY_CONVERSATION_LIST;
    }

    /// @return how many memories and how many conversations were corrected, and how many seconds it took
    @Override
    public String run(NoParameters none, Progress progress) {
        long began = System.nanoTime();
        var memories = new AtomicLong();
        var conversations = new AtomicLong();
        progress.phase("comparing_memories", 0);
        comparison.eachMemory(page -> {
            transactions.executeWithoutResult(_ -> memories.addAndGet(correct(page)));
            progress.done(page.size());
        });
        progress.phase("comparing_conversations", 0);
        comparison.eachConversation(page -> {
            transactions.executeWithoutResult(_ -> conversations.addAndGet(replace(page)));
            progress.done(page.size());
        });
        return String.format(
                Locale.ROOT,
                "{\"corrected_memories\": %d, \"corrected_conversations\": %d, \"seconds\": %.1f}",
                memories.get(),
                conversations.get(),
                (System.nanoTime() - began) / 1e9);
    }

    private int correct(List<MemoryKey> page) {
        list.lock(page.stream().map(it -> it.owner().value()).toList());
        List<ConversationChange> changes = comparison.corrections(page);
        if (!changes.isEmpty()) {
            list.apply(changes);
        }
        return changes.size();
    }

    private int replace(List<ConversationKey> page) {
        list.lock(page.stream().map(it -> it.owner().value()).toList());
        List<ConversationKey> differing = comparison.differing(page);
        if (!differing.isEmpty()) {
            comparison.replace(differing);
        }
        return differing.size();
    }
}
