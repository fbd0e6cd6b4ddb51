package io.omne.memory;

import java.util.UUID;

/// The identity of a memory: a UUIDv7, so that ids sort by the time of their creation.
public record MemoryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
