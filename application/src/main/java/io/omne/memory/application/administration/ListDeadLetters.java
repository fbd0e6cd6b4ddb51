package io.omne.memory.application.administration;

import io.omne.validation.PageSize;

/// Query: the events that a read model could not take, answered with {@link DeadLetters}.
///
/// @param perPage 1 to {@value PageSize#MOST}
/// @see TargetNotFound
public record ListDeadLetters(String projection, int perPage) {

    /// @throws io.omne.validation.InvalidValue where it asks for more than anybody may
    public ListDeadLetters {
        PageSize.check(perPage);
    }
}
