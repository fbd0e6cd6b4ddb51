package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extraction.LatestFacts.Latest;
import io.omne.conversations.application.extraction.MemorySources.StoredSource;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.conversations.application.extractor.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Command of the saga: records what was extracted under a claim, unless another claim has followed. Answered with
/// false if nothing was recorded, because a fact has got another value since it was looked up.
///
/// @param memories how many memories tell of the messages
/// @param leftOut why items of the extractor's answer are not stored
/// @param seen the latest values of the facts when they were looked up
/// @param latest the facts whose latest value is in one of these memories
record FinishExtraction(
        ClaimedConversation claimed,
        int memories,
        List<LeftOut> leftOut,
        List<StoredSource> sources,
        SeenFacts seen,
        Map<Fact, Latest> latest) {

    FinishExtraction {
        leftOut = List.copyOf(leftOut);
        sources = List.copyOf(sources);
        latest = Map.copyOf(latest);
    }

    /// @param latest without those that have no value
    record SeenFacts(Set<Fact> facts, Map<Fact, Latest> latest) {

        static final SeenFacts NONE = new SeenFacts(Set.of(), Map.of());

        SeenFacts {
            facts = Set.copyOf(facts);
            latest = Map.copyOf(latest);
        }
    }
}
