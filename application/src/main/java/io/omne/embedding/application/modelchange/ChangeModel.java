package io.omne.embedding.application.modelchange;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// Command: make vectors of another model beside those that readers use, and then let readers use them.
/// Answered with the {@link ModelState}, with the change under way.
///
/// @param model as a {@link CheckModel} found it
/// @param perSecond how many texts a second at most, over all instances; null for as many as can be
/// @see ModelChangeConflict
public record ChangeModel(ModelSpec model, @Nullable Integer perSecond) {

    public ChangeModel {
        if (perSecond != null && perSecond < 1) {
            throw new IllegalArgumentException("at least one a second");
        }
    }
}
