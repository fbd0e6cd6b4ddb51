package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.util.List;

/// Command of the saga: take due memories into processing. Answered with a list of {@link Claim}.
record ClaimEmbeddings(int limit) {

    /// A memory that this instance embeds.
    ///
    /// @param revision the number of the content that is claimed
    record Claim(MemoryKey key, int revision, String text) {}

    /// What the command is answered with.
    record Claims(List<Claim> all) {}
}
