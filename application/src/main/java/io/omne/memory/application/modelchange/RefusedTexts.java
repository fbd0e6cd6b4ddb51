package io.omne.memory.application.modelchange;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the memories that the next model refuses.
///
/// @param next to go on after; null where these are the last
public record RefusedTexts(List<RefusedText> data, @Nullable MemoryKey next) {

    public RefusedTexts {
        data = List.copyOf(data);
    }

    /// @param attempts how many were made
    public record RefusedText(MemoryKey memory, EmbeddingFailure failure, int attempts) {}
}
