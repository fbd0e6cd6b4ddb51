package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.Nullable;

/// Command: go on otherwise with the change of the model that is under way. Answered with the
/// {@link ModelState}.
///
/// @see ModelChangeConflict
public sealed interface ControlModelChange {

    /// Do nothing until it is resumed.
    record Pause() implements ControlModelChange {}

    /// Go on, and try again what was given up.
    record Resume() implements ControlModelChange {}

    /// @param perSecond how many texts a second at most, over all instances; null for as many as can be
    record Limit(@Nullable Integer perSecond) implements ControlModelChange {}

    /// Give it up. Readers go on with the model that they use.
    record Cancel() implements ControlModelChange {}
}
