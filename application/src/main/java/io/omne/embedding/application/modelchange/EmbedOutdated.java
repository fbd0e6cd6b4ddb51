package io.omne.embedding.application.modelchange;

/// Command: makes texts pending again if the result of another model does not apply to the serving one: the other
/// model could not embed them, or some of their passages. Answered with their number, at most twice the limit for
/// each source.
record EmbedOutdated(int limit) {}
