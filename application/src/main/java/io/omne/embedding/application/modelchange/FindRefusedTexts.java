package io.omne.embedding.application.modelchange;

import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import org.jspecify.annotations.Nullable;

/// Query: the texts that hold a change of the model up, because the next model refuses them, in the
/// order of their owners and ids. Answered with {@link RefusedTexts}; empty where no change is under way.
///
/// @param after those up to this one are left out; null for none
/// @param limit how many at most
public record FindRefusedTexts(@Nullable Position after, int limit) {}
