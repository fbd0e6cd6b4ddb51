package io.omne.memory.api;

import io.omne.validation.InvalidValue;
import java.util.List;

/// A memory that was not stored because it is not valid.
///
/// @param index the position of the memory in the request, from 0
/// @param errors at least one
public record RejectedMemory(int index, List<InvalidValue> errors) {

    public RejectedMemory {
        errors = List.copyOf(errors);
    }
}
