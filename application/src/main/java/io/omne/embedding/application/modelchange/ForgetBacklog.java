package io.omne.embedding.application.modelchange;

/// Command: deletes entries that finished changes of the model have left in the backlog. Answered with their
/// number, at most the limit.
record ForgetBacklog(int limit) {}
