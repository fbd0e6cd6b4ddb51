package io.omne.memory.api;

import io.omne.validation.InvalidValue;
import java.util.List;

/// A memory that may not be stored.
///
/// @param index of the memory among those asked for, from 0
/// @param errors at least one
public record RejectedMemory(int index, List<InvalidValue> errors) {

    public RejectedMemory {
        errors = List.copyOf(errors);
    }
}
