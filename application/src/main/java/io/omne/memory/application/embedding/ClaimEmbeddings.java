package io.omne.memory.application.embedding;

import io.omne.embedding.api.Lane;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Command of the saga: take due memories into processing. Answered with {@link io.omne.embedding.api.Claims}.
///
/// @param limit how many at most
/// @param texts the others are left to others
/// @param dueBy what became due later is left out; null for what is due now
public record ClaimEmbeddings(
        Lane lane, int limit, TextLength texts, @Nullable Instant dueBy) {

    ClaimEmbeddings limitedTo(int most) {
        return new ClaimEmbeddings(lane, Math.min(limit, most), texts, dueBy);
    }
}
