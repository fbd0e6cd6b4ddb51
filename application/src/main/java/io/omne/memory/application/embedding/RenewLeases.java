package io.omne.memory.application.embedding;

import io.omne.memory.MemoryKey;
import java.util.Map;

/// Command of the saga: renews the leases of these claims. Answered with nothing.
///
/// @param tokens the tokens of the claims, by memory
public record RenewLeases(Map<MemoryKey, Long> tokens) {}
