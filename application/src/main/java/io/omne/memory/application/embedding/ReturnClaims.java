package io.omne.memory.application.embedding;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.DeclaredChanges;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Command of the saga: gives back claims that this instance has not embedded, because the provider is unavailable
/// or the instance is stopping. Answered with nothing.
///
/// @param tokens the tokens of the claims, by memory
public record ReturnClaims(Map<MemoryKey, Long> tokens) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return tokens.keySet().stream().map(MemoryKey::id).collect(Collectors.toSet());
    }
}
