package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Memories that the list may just not have caught up with. They are looked at until it has, or until it
/// does not get on with them.
final class LaggingEntries {

    /// Looked at with one view.
    private static final int CHUNK = 200;

    private static final Duration PAUSE = Duration.ofMillis(250);

    /// However it gets on.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Snapshots snapshots;
    private final ListedMemories listed;
    private final VerificationReport findings;
    private final Map<MemoryKey, Behind> open = new HashMap<>();
    private Duration patience;

    /// @param patience how long the list may stand still before it is said to be behind
    LaggingEntries(Snapshots snapshots, ListedMemories listed, VerificationReport findings, Duration patience) {
        this.snapshots = snapshots;
        this.listed = listed;
        this.findings = findings;
        this.patience = patience;
    }

    /// @param has how many events the list has taken, 0 where it has no entry
    /// @param needs how many it had to take when the memory was first looked at
    private record Behind(long has, long needs) {

        boolean isCaughtUp() {
            return has >= needs;
        }
    }

    void add(Collection<MemoryKey> keys) {
        keys.forEach(key -> open.put(key, new Behind(-1, Long.MAX_VALUE)));
    }

    int size() {
        return open.size();
    }

    /// Clears all of them up. Where the list stood still, it is not waited for again in this verification.
    void settle() {
        long began = System.nanoTime();
        long moved = began;
        ListPosition position = lookAtAll();
        while (!open.isEmpty()
                && System.nanoTime() - moved < patience.toNanos()
                && System.nanoTime() - began < LONGEST.toNanos()) {
            pause();
            ListPosition now = lookAtAll();
            if (!now.equals(position)) {
                moved = System.nanoTime();
            }
            position = now;
        }
        open.values().removeIf(Behind::isCaughtUp);
        if (!open.isEmpty()) {
            patience = Duration.ZERO;
        }
        open.forEach((key, behind) -> findings.add(key, Where.LIST, sentence(behind)));
        open.clear();
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
    }

    /// @return how far the list was before
    private ListPosition lookAtAll() {
        ListPosition position = snapshots.look(listed::position);
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
            Behind before = open.remove(it.key());
            judge(it).ifPresent(behind -> open.put(it.key(), since(before, behind)));
        });
    }

    private static Behind since(@Nullable Behind before, Behind now) {
        return before == null ? now : new Behind(now.has(), Math.min(before.needs(), now.needs()));
    }

    /// @return empty where there is nothing more to say
    private Optional<Behind> judge(ListedMemories.Listed it) {
        StoredRow entry = it.entry();
        StoredRow state = it.state();
        if (state == null) {
            if (entry != null) {
                findings.add(it.key(), Where.LIST, "the list has it, and it has neither row nor events");
            }
            return Optional.empty();
        }
        long has = entry == null ? 0 : entry.sequence();
        if (entry == null ? state.isGone() : has >= state.sequence()) {
            compare(it.key(), entry, state);
            return Optional.empty();
        }
        var behind = new Behind(has, state.sequence());
        if (it.isDeadLetter() || it.isPassed()) {
            findings.add(it.key(), Where.LIST, (it.isDeadLetter() ? "dead letter: " : "") + sentence(behind));
            return Optional.empty();
        }
        return Optional.of(behind);
    }

    private void compare(MemoryKey key, @Nullable StoredRow entry, StoredRow state) {
        if (entry == null) {
            return;
        }
        if (entry.sequence() > state.sequence()) {
            findings.add(
                    key,
                    Where.LIST,
                    "the list has had %d events of it, %d are stored".formatted(entry.sequence(), state.sequence()));
            return;
        }
        if (state.isGone()) {
            findings.add(key, Where.LIST, "the list has it, and it is deleted");
            return;
        }
        List<String> differing = entry.differing(state);
        if (!differing.isEmpty()) {
            findings.add(key, Where.LIST, "not as its events say: " + String.join(", ", differing));
        }
    }

    private static String sentence(Behind behind) {
        return behind.has() == 0
                ? "the list does not have it"
                : "the list has had %d events of it, %d are stored".formatted(behind.has(), behind.needs());
    }
}
