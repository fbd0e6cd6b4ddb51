package io.omne.memory.api;

import io.omne.memory.Title;

/// Applies the policy for active markup to titles that other modules store. Does not block.
public interface TitleMarkup {

    /// @throws io.omne.validation.InvalidValue if the title may not be stored
    CheckedTitle check(Title title);

    /// @param title the title to store
    /// @param lostMarkup whether markup was removed
    record CheckedTitle(Title title, boolean lostMarkup) {}
}
