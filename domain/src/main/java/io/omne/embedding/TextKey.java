package io.omne.embedding;

import io.omne.access.UserId;
import java.util.UUID;

/// The name of a text that is embedded. No two texts of an owner have the same id, whatever their sources.
///
/// @param source the name of the feature's texts that it is one of, such as `memory`
public record TextKey(String source, UserId owner, UUID id) {

    private static final UUID FIRST = new UUID(0, 0);

    /// What comes before all texts of a source, in the order of their owners and ids.
    public static TextKey first(String source) {
        return new TextKey(source, new UserId(FIRST), FIRST);
    }
}
