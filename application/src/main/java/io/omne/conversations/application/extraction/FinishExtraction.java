package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extraction.ExtractedMemories.Latest;
import io.omne.conversations.application.extraction.ExtractedMemories.StoredSource;
import io.omne.conversations.application.extraction.ExtractedMemory.Fact;
import java.util.List;
import java.util.Map;

/// Command of the saga: records what was extracted under a claim, unless another claim has followed. Answered with
/// nothing.
///
/// @param memories how many memories tell of the messages
/// @param latest the facts whose latest value is in one of these memories
record FinishExtraction(
        ClaimedConversation claimed, int memories, List<StoredSource> sources, Map<Fact, Latest> latest) {

    FinishExtraction {
        sources = List.copyOf(sources);
        latest = Map.copyOf(latest);
    }
}
