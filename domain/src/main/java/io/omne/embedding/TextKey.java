package io.omne.embedding;

import io.omne.access.UserId;
import java.util.UUID;

/// The key of a text that is embedded. No two texts of an owner have the same id, whatever their sources.
///
/// @param source the name of the source of the text, such as `memory`
public record TextKey(String source, UserId owner, UUID id) {

    private static final UUID FIRST = new UUID(0, 0);

    /// A key that sorts before all texts of a source, in the order of their owners and ids.
    public static TextKey first(String source) {
        return new TextKey(source, new UserId(FIRST), FIRST);
    }
}
