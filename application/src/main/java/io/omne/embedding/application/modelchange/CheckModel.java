package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.Nullable;

/// Query: checks whether the model could be changed to this one. Answered with its
/// {@link io.omne.embedding.ModelSpec}. Takes as long as a call of the provider, or the loading of a local model.
///
/// @param model the name of the model; null for the provider's default
/// @param dimension null for the model's own default
/// @param embeds whether the model must embed one text as a test; otherwise the query only finds it
/// @see io.omne.embedding.api.UnusableModel
/// @see io.omne.embedding.api.EmbeddingUnavailable
/// @see ModelChangeConflict
public record CheckModel(
        String provider, @Nullable String model, @Nullable Integer dimension, boolean embeds) {}
