package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares entries of the list with the state of their memories.
final class EntryCheck {

    private final VerificationReport findings;

    EntryCheck(VerificationReport findings) {
        this.findings = findings;
    }

    /// How far the list lags behind with a memory.
    ///
    /// @param has how many events of the memory the list has applied, 0 if it has no entry
    /// @param needs how many events the memory had when it was first checked
    record Lag(long has, long needs) {

        /// The lag of a memory that was not checked yet.
        static final Lag UNKNOWN = new Lag(-1, Long.MAX_VALUE);

        boolean isCaughtUp() {
            return has >= needs;
        }

        /// This lag, with the `needs` of an earlier check.
        Lag since(@Nullable Lag before) {
            return before == null ? this : new Lag(has, Math.min(before.needs, needs));
        }

        String sentence() {
            return has == 0
                    ? "the list does not have it"
                    : "the list has had %d events of it, %d are stored".formatted(has, needs);
        }
    }

    /// Compares the entry with the state, if the list has applied all events of the state.
    ///
    /// @return how far the list lags behind; empty if the memory needs no further check
    Optional<Lag> lag(ListedMemories.Listed it) {
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
        var lag = new Lag(has, state.sequence());
        if (it.isDeadLetter() || it.isPassed()) {
            findings.add(it.key(), Where.LIST, (it.isDeadLetter() ? "dead letter: " : "") + lag.sentence());
            return Optional.empty();
        }
        return Optional.of(lag);
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
        List<String> differing = new RowComparison(entry, state).differing();
        if (!differing.isEmpty()) {
            findings.add(key, Where.LIST, "not as its events say: " + String.join(", ", differing));
        }
    }
}
