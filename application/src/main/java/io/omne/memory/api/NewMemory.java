package io.omne.memory.api;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Origin;

/// A memory to be created.
public record NewMemory(Content content, Details details, Origin origin) {}
