package io.omne.embedding.application.modelchange;

/// Command: forget some of what changes of the model that are over have left in the backlog. Answered with how much, at
/// most the limit.
record ForgetBacklog(int limit) {}
