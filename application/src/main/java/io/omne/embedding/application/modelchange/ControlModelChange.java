package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.Nullable;

/// Command: controls the change of the model that is in progress. Answered with the {@link ModelState}.
///
/// @see ModelChangeConflict
public sealed interface ControlModelChange {

    /// Pauses the change until it is resumed.
    record Pause() implements ControlModelChange {}

    /// Resumes the change, and retries texts that were given up.
    record Resume() implements ControlModelChange {}

    /// @param perSecond the most texts in a second, over all instances; null for no limit
    record Limit(@Nullable Integer perSecond) implements ControlModelChange {}

    /// Cancels the change. Readers keep the serving model.
    record Cancel() implements ControlModelChange {}
}
