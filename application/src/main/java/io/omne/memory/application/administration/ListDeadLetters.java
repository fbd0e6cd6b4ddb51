package io.omne.memory.application.administration;

import io.omne.validation.PageSize;

/// Query: lists the events that a processor could not handle. Answered with {@link DeadLetters}.
///
/// @param perPage 1 to {@value PageSize#MOST}
/// @see TargetNotFound
public record ListDeadLetters(String projection, int perPage) {

    /// @throws io.omne.validation.InvalidValue if the page is too large
    public ListDeadLetters {
        PageSize.check(perPage);
    }
}
