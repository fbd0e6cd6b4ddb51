package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.memory.MemoryKey;
import java.util.List;

/// Command of the saga: take due memories into processing. Answered with {@link Claims}.
///
/// @param limit how many at most
/// @param longest memories with contents of more bytes are left to others
record ClaimEmbeddings(int limit, int longest) {

    /// No content has so many bytes.
    static final int ANY_LENGTH = 1_000_000;

    /// A memory that this instance embeds.
    ///
    /// @param revision the number of the content that is claimed
    record Claim(MemoryKey key, int revision, String text) {}

    /// What the command is answered with.
    ///
    /// @param model what they are to be embedded with
    record Claims(IndexedModel model, List<Claim> all) {}
}
