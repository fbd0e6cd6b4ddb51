package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.Metadata;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TimeRange;
import io.omne.recall.api.QuestionNotSupported;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.api.SearchMode;
import io.omne.recall.api.SearchResult;
import io.omne.recall.api.SearchTooSlow;
import io.omne.recall.api.TooManySearches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Finds memories that were extracted earlier and tell of the same matters as messages. Blocks.
@Component
class KnownMemories {

    private static final MemoryFilter EXTRACTED = new MemoryFilter(
            Set.of(),
            Set.of(MemorySource.AI_EXTRACTED),
            Set.of(),
            TagFilter.NONE,
            null,
            TimeRange.ANY,
            TimeRange.ANY,
            false);

    private final QueryGateway queries;
    private final MemorySources sources;

    KnownMemories(QueryGateway queries, MemorySources sources) {
        this.queries = queries;
        this.sources = sources;
    }

    /// The nearest memories, nearest first.
    ///
    /// @throws ExtractorUnavailable if they cannot be searched now
    List<KnownMemory> find(UserId owner, Transcript transcript, int number) {
        var search = new SearchMemories(
                owner, question(transcript), SearchMode.HYBRID, number, EXTRACTED, Metadata.NONE, 0, null, 0, null);
        try {
            SearchResult result =
                    Uninterruptibles.await(() -> Flux.from(queries.streamingQuery(search, SearchResult.class))
                            .next()
                            .toFuture());
            List<MemoryView> found =
                    result.hits().stream().map(SearchHit::memory).toList();
            return known(owner, found);
        } catch (QuestionNotSupported e) {
            return List.of();
        } catch (SearchTooSlow | TooManySearches e) {
            throw new ExtractorUnavailable("memories cannot be searched now", null, e);
        }
    }

    private List<KnownMemory> known(UserId owner, List<MemoryView> found) {
        Map<MemoryId, Instant> saidAt = sources.saidAt(
                owner, found.stream().map(it -> new MemoryId(it.id())).toList());
        return found.stream()
                .map(it -> {
                    var id = new MemoryId(it.id());
                    return new KnownMemory(id, it.content(), saidAt.getOrDefault(id, it.createdAt()));
                })
                .toList();
    }

    /// The new messages, as far as a question may be long.
    private static String question(Transcript transcript) {
        String all =
                transcript.messages().stream().map(TranscriptMessage::content).collect(Collectors.joining("\n"));
        int length = Math.min(all.codePointCount(0, all.length()), SearchMemories.MAX_LENGTH);
        return all.substring(0, all.offsetByCodePoints(0, length));
    }
}
