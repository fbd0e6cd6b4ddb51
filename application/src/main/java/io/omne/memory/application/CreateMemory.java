package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Origin;

/// Command: keep this. Answered with the new {@link MemoryView}, pending, once it is stored for good.
public record CreateMemory(UserId owner, Content content, Details details, Origin origin) {}
