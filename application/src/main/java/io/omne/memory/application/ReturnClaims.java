package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.util.Set;

/// Command of the saga: give claims back that this instance will not embed, for it is stopping. Answered
/// with nothing.
record ReturnClaims(Set<MemoryKey> keys) {}
