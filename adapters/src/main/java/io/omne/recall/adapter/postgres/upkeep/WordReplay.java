package io.omne.recall.adapter.postgres.upkeep;

import io.omne.access.UserId;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryKey;
import io.omne.recall.adapter.postgres.words.StoredBlocks;
import io.omne.recall.application.RecallJobs;
import io.omne.recall.application.indexing.EventEntries.Found;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.application.indexing.IndexedMemories;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Rebuilds the index of words in place: some memories at a time, in a transaction of their own. What is as the
/// events say stays, the rest is replaced. Readers find each memory once at any time, and writers continue.
@Component
class WordReplay implements Job<NoParameters> {

    private final ComparedMemories compared;
    private final IndexedMemories index;
    private final StoredBlocks blocks;
    private final TransactionTemplate transactions;

    WordReplay(
            ComparedMemories compared,
            IndexedMemories index,
            NamedParameterJdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.compared = compared;
        this.index = index;
        this.blocks = new StoredBlocks(jdbc);
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public JobKind<NoParameters> kind() {
        return RecallJobs.REPLAY_RECALL_WORDS;
    }

    /// @return how many memories there are, how many of them were indexed anew or removed, how many were left as they
    ///     are because an event cannot be read, how many blocks were made anew, and how many seconds it took
    @Override
    public String run(NoParameters none, Progress progress) {
        long began = System.nanoTime();
        var tally = new Tally();
        progress.phase("indexing", 0);
        compared.eachPage(page -> {
            transactions.executeWithoutResult(_ -> replace(page, tally));
            progress.done(page.size());
        });
        progress.phase("looking_for_lost_rows", 0);
        compared.eachIndexedPage(page -> {
            transactions.executeWithoutResult(_ -> removeLost(page, tally));
            progress.done(page.size());
        });
        progress.phase("comparing_blocks", 0);
        blocks.eachUser(user -> {
            transactions.executeWithoutResult(_ -> repair(user, tally));
            progress.done(1);
        });
        return tally.json((System.nanoTime() - began) / 1e9);
    }

    private void replace(Set<MemoryKey> page, Tally tally) {
        index.lock(page.stream().map(MemoryKey::owner).collect(Collectors.toSet()));
        Found expected = compared.expected(page);
        List<IndexEntry> outdated = compared.differing(expected.entries());
        Set<MemoryKey> gone = compared.indexed(expected.gone());
        index.save(List.of(), outdated, gone);
        tally.memories += expected.entries().size();
        tally.replaced += outdated.size() + gone.size();
        tally.unreadable += expected.broken().size();
    }

    private void removeLost(List<MemoryKey> page, Tally tally) {
        Set<UserId> owners = page.stream().map(MemoryKey::owner).collect(Collectors.toSet());
        index.lock(owners);
        Set<MemoryKey> lost = compared.lost(page);
        index.save(List.of(), List.of(), lost);
        owners.forEach(blocks::fold);
        tally.replaced += lost.size();
    }

    private void repair(UserId user, Tally tally) {
        index.lock(Set.of(user));
        List<Long> broken = blocks.broken(user);
        broken.forEach(first -> blocks.rebuild(user, first));
        tally.blocks += broken.size();
    }

    private static final class Tally {

        private long memories;
        private long replaced;
        private long unreadable;
        private long blocks;

        private String json(double seconds) {
            return String.format(
                    Locale.ROOT,
                    "{\"memories\": %d, \"replaced\": %d, \"unreadable\": %d, \"blocks\": %d, \"seconds\": %.1f}",
                    memories,
                    replaced,
                    unreadable,
                    blocks,
                    seconds);
        }
    }
}
