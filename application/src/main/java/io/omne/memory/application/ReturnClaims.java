package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.util.Map;

/// Command of the saga: give claims back that this instance has not embedded, for the provider is away or the
/// instance is stopping. Answered with nothing.
///
/// @param tokens of the claims, by their memories
record ReturnClaims(Map<MemoryKey, Long> tokens) {}
