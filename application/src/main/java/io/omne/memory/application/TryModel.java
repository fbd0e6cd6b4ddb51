package io.omne.memory.application;

import org.jspecify.annotations.Nullable;

/// Query: whether the model could be changed for this one, which embeds one text for it. Answered with its
/// {@link io.omne.embedding.ModelSpec}. Takes as long as a call to the provider may.
///
/// @param model its name, null for the provider's default
/// @param dimension null for what the model has by itself
/// @see io.omne.embedding.api.UnusableModel
/// @see io.omne.embedding.api.EmbeddingUnavailable
/// @see ModelChangeRefused
public record TryModel(
        String provider, @Nullable String model, @Nullable Integer dimension) {}
