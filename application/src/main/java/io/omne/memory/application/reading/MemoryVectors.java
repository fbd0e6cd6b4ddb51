package io.omne.memory.application.reading;

import io.omne.embedding.Vector;
import java.util.List;

/// @param passages one vector for each passage; empty unless the memory's embedding is completed
public record MemoryVectors(List<Vector> passages) {

    public MemoryVectors {
        passages = List.copyOf(passages);
    }
}
