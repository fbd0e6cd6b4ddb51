package io.omne.embedding.application.modelchange;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// Command: begins a change of the model. Vectors of the new model are created beside those of the serving one;
/// then readers use the new model. Answered with the {@link ModelState}, with the change in progress.
///
/// @param model the result of a {@link CheckModel}
/// @param perSecond the most texts in a second, over all instances; null for no limit
/// @see ModelChangeConflict
public record ChangeModel(ModelSpec model, @Nullable Integer perSecond) {

    public ChangeModel {
        if (perSecond != null && perSecond < 1) {
            throw new IllegalArgumentException("at least one a second");
        }
    }
}
