package io.omne.conversations.application.extractor;

import io.omne.access.UserId;
import java.util.List;

/// What an extractor is given.
///
/// @param owner whose messages they are
/// @param known memories about the same matters that exist already
public record ExtractionRequest(UserId owner, Transcript transcript, List<KnownMemory> known) {

    public ExtractionRequest {
        known = List.copyOf(known);
    }
}
