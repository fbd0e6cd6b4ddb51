package io.omne.embedding.application.modelchange;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ProviderState.Pause;
import org.jspecify.annotations.Nullable;

/// Which model readers use, and which one is to take its place.
///
/// @param change null where none is under way
/// @param nextPause why the provider of the next model is left alone, as this instance finds it; null where it is not,
///     or no change is under way
public record ModelState(
        ModelSpec serving,
        @Nullable ModelChange change,
        @Nullable Pause nextPause) {}
