package io.omne.memory.application.modelchange;

import io.omne.memory.MemoryKey;
import io.omne.validation.PageSize;
import org.jspecify.annotations.Nullable;

/// Query: the memories that hold a change of the model up, because the next model refuses them, in the
/// order of their keys. Answered with {@link RefusedTexts}; empty where no change is under way.
///
/// @param after those up to this one are left out; null for none
/// @param perPage 1 to {@value PageSize#MOST}
public record FindRefusedTexts(@Nullable MemoryKey after, int perPage) {

    /// @throws io.omne.validation.InvalidValue where it asks for more than anybody may
    public FindRefusedTexts {
        PageSize.check(perPage);
    }
}
