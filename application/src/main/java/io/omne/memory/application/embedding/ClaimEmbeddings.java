package io.omne.memory.application.embedding;

import io.omne.embedding.api.Lane;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Command of the saga: claims due memories. Answered with {@link io.omne.embedding.api.Claims}.
///
/// @param limit the most memories to claim
/// @param texts claims only memories of this length
/// @param dueBy claims only memories that are due at this time; null for now
public record ClaimEmbeddings(
        Lane lane, int limit, TextLength texts, @Nullable Instant dueBy) {

    ClaimEmbeddings limitedTo(int most) {
        return new ClaimEmbeddings(lane, Math.min(limit, most), texts, dueBy);
    }
}
