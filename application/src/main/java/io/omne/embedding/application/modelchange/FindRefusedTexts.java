package io.omne.embedding.application.modelchange;

import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.validation.PageSize;
import org.jspecify.annotations.Nullable;

/// Query: the texts that hold a change of the model up, because the next model refuses them, in the
/// order of their owners and ids. Answered with {@link RefusedTexts}; empty where no change is under way.
///
/// @param after those up to this one are left out; null for none
/// @param perPage 1 to {@value PageSize#MOST}
public record FindRefusedTexts(@Nullable Position after, int perPage) {

    /// @throws io.omne.validation.InvalidValue where it asks for more than anybody may
    public FindRefusedTexts {
        PageSize.check(perPage);
    }
}
