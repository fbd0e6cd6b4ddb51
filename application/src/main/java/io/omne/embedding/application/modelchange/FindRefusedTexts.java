package io.omne.embedding.application.modelchange;

import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.validation.PageSize;
import org.jspecify.annotations.Nullable;

/// Query: lists the texts that block a change of the model because the next model refuses them, in the order of
/// their owners and ids. Answered with {@link RefusedTexts}; empty if no change is in progress.
///
/// @param after leaves out the texts up to this one; null for none
/// @param perPage 1 to {@value PageSize#MOST}
public record FindRefusedTexts(@Nullable Position after, int perPage) {

    /// @throws io.omne.validation.InvalidValue if the page is too large
    public FindRefusedTexts {
        PageSize.check(perPage);
    }
}
