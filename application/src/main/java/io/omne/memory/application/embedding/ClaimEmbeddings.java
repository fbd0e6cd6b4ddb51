package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Command of the saga: take due memories into processing. Answered with {@link Claims}.
///
/// @param limit how many at most
/// @param texts the others are left to others
/// @param dueBy what became due later is left out; null for what is due now
public record ClaimEmbeddings(
        Lane lane, int limit, TextLength texts, @Nullable Instant dueBy) {

    ClaimEmbeddings limitedTo(int most) {
        return new ClaimEmbeddings(lane, Math.min(limit, most), texts, dueBy);
    }

    /// A memory that this instance embeds.
    ///
    /// @param token what no other claim of this memory has
    /// @param revision the number of the content that is claimed
    public record Claim(MemoryKey key, long token, int revision, String text) {

        /// A group of claims is embedded and finished together: small enough to be done soon, large enough to
        /// share the transaction.
        private static final int CHARACTERS_A_GROUP = 8_000;

        public static Claim of(Memory memory, long token) {
            return new Claim(
                    memory.key(),
                    token,
                    memory.counts().revision(),
                    memory.content().text());
        }

        /// The tokens of claims by their memories; of two claims of a memory, that of the later one.
        public static Map<MemoryKey, Long> tokens(Collection<Claim> claims) {
            return claims.stream().collect(Collectors.toMap(Claim::key, Claim::token, Math::max));
        }

        /// The claims, in their order, in groups to be embedded together.
        static List<List<Claim>> groups(List<Claim> claims) {
            var groups = new ArrayList<List<Claim>>();
            var group = new ArrayList<Claim>();
            int characters = 0;
            for (Claim claim : claims) {
                int length = claim.text().length();
                if (!group.isEmpty() && characters + length > CHARACTERS_A_GROUP) {
                    groups.add(List.copyOf(group));
                    group.clear();
                    characters = 0;
                }
                group.add(claim);
                characters += length;
            }
            if (!group.isEmpty()) {
                groups.add(List.copyOf(group));
            }
            return groups;
        }
    }

    /// What the command is answered with.
    ///
    /// @param model what they are to be embedded with
    public record Claims(IndexedModel model, List<Claim> all) {

        /// What one claim has at most, and one long text: nobody holds more than is soon done.
        private static final int MOST_CHARACTERS = 50_000;

        /// The first of them, as many as one claim may have.
        public static List<Memory> soonDone(List<Memory> due) {
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
