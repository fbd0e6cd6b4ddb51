package io.omne.memory.application.embedding;

import io.omne.memory.MemoryKey;
import java.util.Map;

/// Command of the saga: keep these claims. Answered with nothing.
///
/// @param tokens of the claims, by their memories
public record RenewLeases(Map<MemoryKey, Long> tokens) {}
