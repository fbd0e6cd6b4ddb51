package io.omne.memory.application.embedding;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.DeclaredChanges;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Command of the saga: give claims back that this instance has not embedded, for the provider is away or the
/// instance is stopping. Answered with nothing.
///
/// @param tokens of the claims, by their memories
public record ReturnClaims(Map<MemoryKey, Long> tokens) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return tokens.keySet().stream().map(MemoryKey::id).collect(Collectors.toSet());
    }
}
