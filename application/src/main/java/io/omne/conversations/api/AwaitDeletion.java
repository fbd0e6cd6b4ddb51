package io.omne.conversations.api;

import io.omne.access.UserId;
import java.util.UUID;

/// Query: waits for the end of the deletion of a conversation, for 20 seconds at most. Answered with a `Boolean`:
/// whether the conversation is not being deleted.
public record AwaitDeletion(UserId owner, UUID id) {}
