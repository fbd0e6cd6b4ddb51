package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.Metadata;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.Collection;
import java.util.Map;

/// Query: which of a user's memories pass a filter, for modules that rank memories. Answered with
/// {@link SelectedMemories}.
///
/// @param metadata values that a memory must have under these names at the top level of its metadata; numbers are
///     compared by their value
public record SelectMemories(UserId owner, MemoryFilter filter, Metadata metadata) {

    /// @throws InvalidValue if a value of the metadata is an object or an array
    public SelectMemories {
        for (Object value : metadata.values().values()) {
            if (value instanceof Map || value instanceof Collection) {
                throw new InvalidValue(
                        "metadata", ErrorCode.WRONG_TYPE, "must have strings, numbers, true, false or null");
            }
        }
    }
}
