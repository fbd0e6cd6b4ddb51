package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.util.Set;

/// Command of the saga: keep these claims. Answered with nothing.
record RenewLeases(Set<MemoryKey> keys) {}
