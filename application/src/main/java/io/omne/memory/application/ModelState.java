package io.omne.memory.application;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// Which model readers use, and which one is to take its place.
///
/// @param change null where none is under way
public record ModelState(ModelSpec serving, @Nullable ModelChange change) {}
