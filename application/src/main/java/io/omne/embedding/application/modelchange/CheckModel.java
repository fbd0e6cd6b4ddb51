package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.Nullable;

/// Query: whether the model could be changed for this one. Answered with its {@link io.omne.embedding.ModelSpec}.
/// Takes as long as a call to the provider may, or a local model takes to be loaded.
///
/// @param model its name, null for the provider's default
/// @param dimension null for what the model has by itself
/// @param embeds whether the model embeds one text for it; otherwise it is only found
/// @see io.omne.embedding.api.UnusableModel
/// @see io.omne.embedding.api.EmbeddingUnavailable
/// @see ModelChangeConflict
public record CheckModel(
        String provider, @Nullable String model, @Nullable Integer dimension, boolean embeds) {}
