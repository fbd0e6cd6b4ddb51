package io.omne.memory.application;

import org.jspecify.annotations.Nullable;

/// Command: make vectors of another model beside those that readers use, and then let readers use them.
/// Answered with the {@link ModelState}, with the change under way.
///
/// @param model its name, null for the provider's default
/// @param dimension null for what the model has by itself
/// @param perSecond how many memories a second at most, over all instances; null for as many as can be
/// @see io.omne.embedding.api.UnusableModel
/// @see ModelChangeRefused
public record ChangeModel(
        String provider,
        @Nullable String model,
        @Nullable Integer dimension,
        @Nullable Integer perSecond) {

    public ChangeModel {
        if (perSecond != null && perSecond < 1) {
            throw new IllegalArgumentException("at least one a second");
        }
    }
}
