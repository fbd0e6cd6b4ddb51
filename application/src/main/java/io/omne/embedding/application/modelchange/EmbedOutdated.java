package io.omne.embedding.application.modelchange;

/// Command: make texts pending again of which another model said something that is not true of the
/// one in use: that it could not take their texts, or some of their passages. Answered with their
/// number, at most twice the limit for each source.
record EmbedOutdated(int limit) {}
