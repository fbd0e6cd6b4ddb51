package io.omne.memory.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param createdAt when the memory was stored
/// @param updatedAt when content or details last changed; the embedding does not change it
/// @param deletedAt when the memory was deleted; null if it is not deleted
public record Lifetime(
        Instant createdAt, Instant updatedAt, @Nullable Instant deletedAt) {

    Lifetime editedAt(Instant at) {
        return new Lifetime(createdAt, at, deletedAt);
    }

    Lifetime endedAt(Instant at) {
        return new Lifetime(createdAt, updatedAt, at);
    }
}
