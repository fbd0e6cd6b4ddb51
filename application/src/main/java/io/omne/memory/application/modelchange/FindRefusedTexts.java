package io.omne.memory.application.modelchange;

import io.omne.memory.MemoryKey;
import org.jspecify.annotations.Nullable;

/// Query: the memories that hold a change of the model up, because the next model refuses them, in the
/// order of their keys. Answered with {@link RefusedTexts}; empty where no change is under way.
///
/// @param after those up to this one are left out; null for none
/// @param limit how many at most
public record FindRefusedTexts(@Nullable MemoryKey after, int limit) {}
