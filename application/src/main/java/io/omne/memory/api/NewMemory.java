package io.omne.memory.api;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Origin;

/// What somebody wants kept.
public record NewMemory(Content content, Details details, Origin origin) {}
