package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.ProcessorPositions.Position;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.verify.EntryCheck.Lag;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Memories that the list may not have caught up with yet. They are checked until the list has caught up, or makes
/// no progress any more.
final class LaggingEntries {

    /// How many memories are checked in one snapshot.
    private static final int CHUNK = 200;

    private static final Duration PAUSE = Duration.ofMillis(250);

    /// The longest wait, even if the list makes progress.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Snapshots snapshots;
    private final ListedMemories listed;
    private final VerificationReport findings;
    private final EntryCheck entries;
    private final Map<MemoryKey, Lag> open = new HashMap<>();
    private Duration patience;

    /// @param patience how long the list may make no progress before it is reported as lagging
    LaggingEntries(Snapshots snapshots, ListedMemories listed, VerificationReport findings, Duration patience) {
        this.snapshots = snapshots;
        this.listed = listed;
        this.findings = findings;
        this.entries = new EntryCheck(findings);
        this.patience = patience;
    }

    void add(Collection<MemoryKey> keys) {
        keys.forEach(key -> open.put(key, Lag.UNKNOWN));
    }

    int size() {
        return open.size();
    }

    /// Waits until the list has caught up, and reports the memories that it lags behind with. If there are any,
    /// later calls in this verification do not wait.
    void settle() {
        long began = System.nanoTime();
        long moved = began;
        Position position = lookAtAll();
        while (!open.isEmpty()
                && System.nanoTime() - moved < patience.toNanos()
                && System.nanoTime() - began < LONGEST.toNanos()) {
            pause();
            Position now = lookAtAll();
            if (!now.equals(position)) {
                moved = System.nanoTime();
            }
            position = now;
        }
        open.values().removeIf(Lag::isCaughtUp);
        if (!open.isEmpty()) {
            patience = Duration.ZERO;
        }
        open.forEach((key, lag) -> findings.add(key, Where.LIST, lag.sentence()));
        open.clear();
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
    }

    /// @return the position of the list before the checks
    private Position lookAtAll() {
        Position position = snapshots.look(listed::position);
        Set<MemoryKey> chunk = new HashSet<>();
        for (MemoryKey key : List.copyOf(open.keySet())) {
            chunk.add(key);
            if (chunk.size() == CHUNK) {
                lookAt(chunk);
                chunk.clear();
            }
        }
        lookAt(chunk);
        return position;
    }

    private void lookAt(Set<MemoryKey> chunk) {
        if (chunk.isEmpty()) {
            return;
        }
        snapshots.look(() -> listed.find(chunk)).forEach(it -> {
            Lag before = open.remove(it.key());
            entries.lag(it).ifPresent(lag -> open.put(it.key(), lag.since(before)));
        });
    }
}
