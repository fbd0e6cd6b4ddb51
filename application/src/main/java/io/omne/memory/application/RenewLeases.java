package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.util.Map;

/// Command of the saga: keep these claims. Answered with nothing.
///
/// @param tokens of the claims, by their memories
record RenewLeases(Map<MemoryKey, Long> tokens) {}
