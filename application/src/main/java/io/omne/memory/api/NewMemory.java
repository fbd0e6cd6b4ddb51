package io.omne.memory.api;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Origin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory to be created.
///
/// @param key null if each request creates a memory of its own
public record NewMemory(
        Content content,
        Details details,
        Origin origin,
        @Nullable UniqueKey key) {

    public NewMemory(Content content, Details details, Origin origin) {
        this(content, details, origin, null);
    }

    /// Identifies a new memory among those of its owner, so that it is created only once, whenever and however often
    /// that is requested. A key stays used if its memory is deleted.
    ///
    /// @param scope keys of different scopes differ, such as those of different conversations
    /// @param name the client's name for the memory: 1 to 255 characters
    /// @param fingerprint a value that differs between memories with different contents
    public record UniqueKey(UUID scope, String name, String fingerprint) {}
}
