package io.omne.embedding.application.modelchange;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.ProviderState.Pause;
import org.jspecify.annotations.Nullable;

/// The serving model, and the change to the next one.
///
/// @param change null if none is in progress
/// @param nextPause the pause of the next model's provider, as this instance sees it; null if there is none, or no
///     change is in progress
public record ModelState(
        ModelSpec serving,
        @Nullable ModelChange change,
        @Nullable Pause nextPause) {}
