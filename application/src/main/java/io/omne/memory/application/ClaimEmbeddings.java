package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Command of the saga: take due memories into processing. Answered with {@link Claims}.
///
/// @param limit how many at most
/// @param texts the others are left to others
/// @param dueBy what became due later is left out; null for what is due now
record ClaimEmbeddings(
        int limit, TextLength texts, @Nullable Instant dueBy) {

    /// A memory that this instance embeds.
    ///
    /// @param revision the number of the content that is claimed
    record Claim(MemoryKey key, int revision, String text) {}

    /// What the command is answered with.
    ///
    /// @param model what they are to be embedded with
    record Claims(IndexedModel model, List<Claim> all) {

        /// What one claim has at most, and one long text: nobody holds more than is soon done.
        private static final int MOST_CHARACTERS = 50_000;

        static Claims of(IndexedModel model, List<Memory> memories) {
            return new Claims(
                    model,
                    memories.stream()
                            .map(it -> new Claim(
                                    it.key(),
                                    it.counts().revision(),
                                    it.content().text()))
                            .toList());
        }

        /// The first of them, as many as one claim may have.
        static List<Memory> soonDone(List<Memory> due) {
            int count = 0;
            int taken = 0;
            while (count < due.size() && (count == 0 || taken < MOST_CHARACTERS)) {
                taken += due.get(count).content().text().length();
                count++;
            }
            return due.subList(0, count);
        }
    }
}
