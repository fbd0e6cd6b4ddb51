package io.omne.memory.application;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.util.Set;
import java.util.stream.Collectors;

/// Command of the saga: give claims back that this instance will not embed, for it is stopping. Answered
/// with nothing.
record ReturnClaims(Set<MemoryKey> keys) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return keys.stream().map(MemoryKey::id).collect(Collectors.toSet());
    }
}
